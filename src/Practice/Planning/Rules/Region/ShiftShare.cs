using Meent.Kernel;

namespace Meent.Planning.Rules.Region;

/// <summary>Why a sector of a region grew.</summary>
/// <param name="National">As everything everywhere grew.</param>
/// <param name="Mix">More or less because this sector grew so everywhere.</param>
/// <param name="Regional">More or less than the sector elsewhere; split into the two that follow.</param>
/// <param name="Competition">Of the regional part, what a region with the whole's mix would have had.</param>
/// <param name="Allocation">Of the regional part, what comes of having more or less of the sector.</param>
internal sealed record Shift(
    double Before, double After, double National, double Mix, double Regional, double Competition, double Allocation)
{
    public double Change => After - Before;
}

/// <summary>Growth taken apart (Dunn 1960); the regional part once more (Esteban-Marquillas 1972). It adds
/// up.</summary>
internal static class ShiftShare
{
    /// <param name="here">Sectors of the region before and after.</param>
    /// <param name="everywhere">The same sectors of the whole, the region included.</param>
    public static Outcome<IReadOnlyList<Shift>> Of(
        IReadOnlyList<string> sectors,
        (double[] Before, double[] After) here,
        (double[] Before, double[] After) everywhere)
    {
        if (sectors.Count == 0)
        {
            return new Refusal("planning.region_no_activities");
        }

        for (var s = 0; s < sectors.Count; s++)
        {
            double[] all = [here.Before[s], here.After[s], everywhere.Before[s], everywhere.After[s]];
            if (all.FirstOrDefault(v => !(v >= 0 && v <= 1e15), 0) is var bad && bad != 0)
            {
                return new Refusal("planning.region_negative", ("name", sectors[s]), ("value", Plain.Of(bad)));
            }

            if (all[0] > all[2] || all[1] > all[3])
            {
                return new Refusal("planning.region_larger_than_nation", ("name", sectors[s]));
            }
        }

        var (whole, own) = (everywhere.Before.Sum(), here.Before.Sum());
        if (whole <= 0)
        {
            return new Refusal("planning.region_nothing", ("name", sectors[0]));
        }

        var growth = (everywhere.After.Sum() / whole) - 1;
        return sectors.Select((_, s) => One(
            here.Before[s], here.After[s], everywhere.Before[s], everywhere.After[s], growth,
            own * everywhere.Before[s] / whole)).ToList();
    }

    /// <param name="asWhole">What the region would have of the sector with the mix of the whole.</param>
    private static Shift One(
        double before, double after, double allBefore, double allAfter, double growth, double asWhole)
    {
        // A sector that was nowhere has no rate: all of what came is the region's own.
        var sector = allBefore > 0 ? (allAfter / allBefore) - 1 : growth;
        var (national, mix) = (before * growth, before * (sector - growth));
        var regional = after - before - national - mix;
        var competition = before > 0 ? asWhole * ((after / before) - 1 - sector) : regional;
        return new Shift(before, after, national, mix, regional, competition, regional - competition);
    }
}
