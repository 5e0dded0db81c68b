using Meent.Planning.Rules;
using Meent.Planning.Rules.Routing;

namespace Meent.Planning.Routing;

/// <summary>CO2 of the fuel that routes burn.</summary>
internal static class Carbon
{
    /// <summary>Kilograms a day; unknown where a lorry that drives has no fuel figure.</summary>
    public static Band Of(RoutesFolder read, Sums sums)
    {
        Band total = 0;
        var days = read.Round.Days;
        for (var type = 0; type < sums.DistanceByType.Count; type++)
        {
            if (sums.DistanceByType[type] == 0)
            {
                continue;
            }

            if (read.Fuels[type / days].PerHundred is not { } litres)
            {
                return double.NaN;
            }

            var burnt = sums.DistanceByType[type] / 1000.0 / 100 * litres / days;
            var factor = read.Carbon[read.Fuels[type / days].Kind];
            total = new(
                total.Low + (burnt * factor.Low), total.Base + (burnt * factor.Base), total.High + (burnt * factor.High));
        }

        return total;
    }
}
