using Meent.Kernel;
using NodaTime;

namespace Meent.Planning.Rules.Location;

internal enum PlotState
{
    Free,
    Reserved,
    Issued,
}

/// <summary>A part of a site that can be taken: a plot in ha, quay in m, storage in t, handling in t a year.</summary>
/// <param name="FromYear">First year that it is there.</param>
/// <param name="States">What holds from a day on, in order of days; before the first it is free.</param>
internal sealed record CapacityPart(string Kind, string Unit, string Name, decimal Quantity, int FromYear = 0)
{
    public IReadOnlyList<(LocalDate From, PlotState State)> States { get; init; } = [];

    public PlotState On(LocalDate day) => States.LastOrDefault(s => s.From <= day).State;
}

/// <summary>What is asked of a kind of capacity in a year; between two years that are given, a straight line.</summary>
internal sealed record CapacityDemand(string Scenario, string Kind, int Year, decimal Quantity);

/// <summary>A year of a scenario: one of <see cref="Missing"/> and <see cref="Idle"/> is 0.</summary>
internal sealed record CapacityYear(int Year, decimal Available, decimal Demanded)
{
    public decimal Missing => Math.Max(0, Demanded - Available);

    public decimal Idle => Math.Max(0, Available - Demanded);
}

/// <param name="FirstShort">First year in which some is missing; null for none in the years that are given.</param>
internal sealed record CapacityOutlook(string Scenario, string Kind, string Unit, IReadOnlyList<CapacityYear> Years,
    int? FirstShort)
{
    public CapacityYear Worst => Years.MaxBy(y => y.Missing)!;

    public CapacityYear Idlest => Years.MaxBy(y => y.Idle)!;
}

/// <summary>The register of what a site has, and demand over the years laid against it.</summary>
internal static class SiteCapacity
{
    public const int MostYears = 100;

    /// <summary>What is issued, reserved and free of a kind on a day: together all that there is.</summary>
    public static IReadOnlyDictionary<PlotState, decimal> On(
        IReadOnlyList<CapacityPart> register, string kind, LocalDate day) =>
        Enum.GetValues<PlotState>().ToDictionary(s => s, s => register
            .Where(p => p.Kind == kind && p.FromYear <= day.Year && p.On(day) == s).Sum(p => p.Quantity));

    public static Outcome<IReadOnlyList<CapacityOutlook>> Outlook(
        IReadOnlyList<CapacityPart> register, IReadOnlyList<CapacityDemand> demand)
    {
        if (Wrong(register, demand) is { } refusal)
        {
            return refusal;
        }

        var outlooks = new List<CapacityOutlook>();
        foreach (var of in demand.GroupBy(d => (d.Scenario, d.Kind)))
        {
            var points = of.OrderBy(d => d.Year).ToList();
            var parts = register.Where(p => p.Kind == of.Key.Kind).ToList();
            var years = Enumerable.Range(points[0].Year, points[^1].Year - points[0].Year + 1)
                .Select(year => new CapacityYear(year,
                    parts.Where(p => p.FromYear <= year).Sum(p => p.Quantity), At(points, year)))
                .ToList();
            outlooks.Add(new CapacityOutlook(of.Key.Scenario, of.Key.Kind, parts[0].Unit, years,
                years.FirstOrDefault(y => y.Missing > 0)?.Year));
        }

        return outlooks;
    }

    private static decimal At(List<CapacityDemand> points, int year)
    {
        var after = points.First(p => p.Year >= year);
        if (after.Year == year)
        {
            return after.Quantity;
        }

        var before = points.Last(p => p.Year < year);
        return before.Quantity
            + ((after.Quantity - before.Quantity) * (year - before.Year) / (after.Year - before.Year));
    }

    private static Refusal? Wrong(IReadOnlyList<CapacityPart> register, IReadOnlyList<CapacityDemand> demand)
    {
        if (register.FirstOrDefault(p => p.Quantity <= 0) is { } part)
        {
            return new Refusal("planning.plots_part", ("part", part.Name), ("value", Plain(part.Quantity)));
        }

        var mixed = register.GroupBy(p => p.Kind).FirstOrDefault(g => g.Select(p => p.Unit).Distinct().Count() > 1);
        if (mixed is not null)
        {
            return new Refusal("planning.plots_units",
                ("kind", mixed.Key), ("units", string.Join(", ", mixed.Select(p => p.Unit).Distinct())));
        }

        foreach (var d in demand)
        {
            if (d.Quantity < 0)
            {
                return new Refusal("planning.plots_demand",
                    ("kind", d.Kind), ("year", $"{d.Year}"), ("value", Plain(d.Quantity)));
            }

            if (!register.Any(p => p.Kind == d.Kind))
            {
                return new Refusal("planning.plots_kind", ("kind", d.Kind));
            }
        }

        var twice = demand.GroupBy(d => (d.Scenario, d.Kind, d.Year)).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
        {
            return new Refusal("planning.plots_twice", ("scenario", twice.Key.Scenario),
                ("kind", twice.Key.Kind), ("year", $"{twice.Key.Year}"));
        }

        return demand.Count > 0 && demand.Max(d => d.Year) - demand.Min(d => d.Year) >= MostYears
            ? new Refusal("planning.plots_years", ("most", $"{MostYears}"))
            : null;
    }

    private static string Plain(decimal value) => value.ToString("0.############################", null);
}
