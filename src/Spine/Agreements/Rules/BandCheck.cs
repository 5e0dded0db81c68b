using Meent.Kernel;

namespace Meent.Agreements.Rules;

/// <summary>Bands follow each other without gap and overlap, and each can be reached.</summary>
internal static class BandCheck
{
    /// <param name="where">Code of the clause.</param>
    /// <param name="places">Places that a value may have.</param>
    internal static void Look(string where, IReadOnlyList<Band> bands, int places, FindingList findings)
    {
        foreach (var band in bands)
        {
            var twoLower = band.Above is not null && band.From is not null;
            var twoUpper = band.UpTo is not null && band.Below is not null;
            if (twoLower || twoUpper || IsEmpty(band))
            {
                findings.Refuse("agreements.band_unreachable", ("clause", where), ("band", Text(band)));
            }

            if (band.Lower?.Scale > FactCheck.MostPlaces || band.Upper?.Scale > FactCheck.MostPlaces)
            {
                findings.Refuse("agreements.too_many_decimals", ("clause", where), ("value", Text(band)));
            }

            if (band.Value is null || band.Value.Value.Scale > places)
            {
                findings.Refuse(
                    band.Value is null ? "agreements.band_without_value" : "agreements.too_many_decimals",
                    ("clause", where), ("value", band.Value?.ToString() ?? Text(band)));
            }
        }

        var sorted = bands.Where(b => !IsEmpty(b)).Order(Comparer<Band>.Create(ByLower)).ToList();
        for (var i = 1; i < sorted.Count; i++)
        {
            Neighbours(where, sorted[i - 1], sorted[i], findings);
        }
    }

    internal static bool IsEmpty(Band band) =>
        band.Lower is { } lower && band.Upper is { } upper
        && (lower > upper || (lower == upper && (band.From is null || band.UpTo is null)));

    internal static string Text(Band band) =>
        (band.From is null ? "(" : "[") + (band.Lower?.ToString() ?? "..") + ", "
        + (band.Upper?.ToString() ?? "..") + (band.UpTo is null ? ")" : "]");

    private static void Neighbours(string where, Band one, Band next, FindingList findings)
    {
        var order = one.Upper is { } upper && next.Lower is { } lower ? upper.CompareTo(lower) : 1;
        var closed = (one.UpTo is null ? 0 : 1) + (next.From is null ? 0 : 1);
        if (order > 0 || (order == 0 && closed == 2))
        {
            findings.Refuse("agreements.band_overlap", ("clause", where), ("one", Text(one)), ("other", Text(next)));
        }
        else if (order < 0 || closed == 0)
        {
            findings.Refuse("agreements.band_gap", ("clause", where), ("one", Text(one)), ("other", Text(next)));
        }
    }

    private static int ByLower(Band a, Band b)
    {
        if (a.Lower is not { } one || b.Lower is not { } other)
        {
            return (a.Lower is null ? 0 : 1) - (b.Lower is null ? 0 : 1);
        }

        var order = one.CompareTo(other);
        return order != 0 ? order : (a.From is null ? 1 : 0) - (b.From is null ? 1 : 0);
    }
}
