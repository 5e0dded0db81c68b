using Meent.Planning.Explore;
using Meent.Planning.Rules.Location;

namespace Meent.Planning.Places;

/// <summary>How the cheapest row stands against staying.</summary>
/// <param name="Cheapest">The cheapest row with room for everybody; null where there is none.</param>
/// <param name="Turns">Where in the ranges staying is cheaper than the cheapest row; empty for nowhere.</param>
/// <param name="Turned">Demands at which the cheapest row has no room for litres that staying has room for.</param>
internal sealed record PlacesChoice(Standing Standing, PlacePlan? Stay, PlacePlan? Cheapest,
    IReadOnlyList<string> Turns, IReadOnlyList<TurnedAway> Turned)
{
    /// <summary>A difference below this part of the cost is none.</summary>
    private const double Nothing = 1e-6;

    public double Saving => Stay is null || Cheapest is null ? double.NaN : Stay.Cost.Total - Cheapest.Cost.Total;

    public static PlacesChoice Of(PlacesFolder read, PlaceComparison all)
    {
        var stay = all.Plans.FirstOrDefault(p => p.Kind == PlanKind.Stay);
        var cheapest = all.Plans.Where(p => p.Over == 0).MinBy(p => p.Cost.Total);
        if (cheapest is null)
        {
            return new PlacesChoice(Standing.Unknown, stay, null, [], []);
        }

        if (stay is null)
        {
            return new PlacesChoice(Standing.For, null, cheapest, [], []);
        }

        if (stay.Over == 0 && stay.Cost.Total - cheapest.Cost.Total <= Nothing * Math.Abs(stay.Cost.Total))
        {
            return new PlacesChoice(Standing.Against, stay, stay, [], []);
        }

        var (turns, turned) = (new List<string>(), new List<TurnedAway>());
        for (var k = 0; k < stay.Scenarios.Count; k++)
        {
            var (without, name) = (cheapest.Scenarios[k].NoRoom, stay.Scenarios[k].Scenario.Name);
            if (without > stay.Scenarios[k].NoRoom)
            {
                turned.Add(new($"demand_{name}", without, stay.Scenarios[k].NoRoom));
            }

            if (stay.Scenarios[k].Cost < cheapest.Scenarios[k].Cost && stay.Scenarios[k].NoRoom == 0)
            {
                turns.Add($"demand_{name}");
            }
        }

        foreach (var (name, factor) in new[]
            {
                ("way_low", read.WayPrice.Low), ("way_high", read.WayPrice.High),
                ("detour_low", read.Detour.Low / read.Detour.Base),
                ("detour_high", read.Detour.High / read.Detour.Base),
            })
        {
            if (stay.Over == 0 && At(stay, factor) < At(cheapest, factor))
            {
                turns.Add(name);
            }
        }

        return new PlacesChoice(
            turns.Count + turned.Count > 0 ? Standing.Depends : Standing.For, stay, cheapest, turns, turned);
    }

    /// <summary>The row with another price of the way, or ways as much longer.</summary>
    public static double At(PlacePlan plan, double way) =>
        plan.Cost.Fixed + plan.Cost.Running + (plan.Cost.Transport * way);
}

/// <summary>Litres a day without room, with the cheapest row and with staying.</summary>
internal readonly record struct TurnedAway(string Where, long Litres, long Stay);
