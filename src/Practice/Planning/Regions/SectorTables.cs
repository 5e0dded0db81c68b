using Meent.Kernel;
using Meent.Planning.Explore;
using Meent.Planning.Rules.Region;

namespace Meent.Planning.Regions;

/// <summary>Sectors of the region against the whole.</summary>
internal sealed record SectorTables(IReadOnlyList<AnswerTable> Tables, IReadOnlyList<Figure> Forecast)
{
    public static Outcome<SectorTables> Make(SectorGrowth growth)
    {
        var (quotients, stars) = (LocationQuotient.Table(growth.Now), LocationQuotient.Stars(growth.Now));
        if ((quotients.Refusal ?? stars.Refusal) is { } refusal)
        {
            return refusal;
        }

        var tables = new List<AnswerTable> { Sectors(growth, quotients.Value, stars.Value), Regions(growth) };
        if (growth.Before is { } before)
        {
            var shifts = ShiftShare.Of(
                growth.Sectors, (growth.Here(before), growth.Here(growth.Now)),
                (growth.Everywhere(before), growth.Everywhere(growth.Now)));
            if (shifts.Refusal is { } no)
            {
                return no;
            }

            tables.Add(Shifts(growth, shifts.Value));
        }

        return new SectorTables(tables, [.. growth.Sectors.Select((name, s) =>
            new Figure("quotient", name, "", quotients.Value[growth.Region][s], ""))]);
    }

    private static AnswerColumn Column(string name, string unit = "") => new($"explore.region.{name}", unit);

    private static AnswerTable Sectors(SectorGrowth growth, double[][] quotients, int[][] stars) => new(
        new("explore.region.sectors", ("region", growth.Now.Regions[growth.Region])),
        [Column("sector"), Column("here"), Column("everywhere"), Column("quotient"), Column("stars")],
        [.. growth.Sectors.Select((name, s) => new AnswerRow(
            stars[growth.Region][s] == 3 ? Mark.Chosen : Mark.Plain, name,
            Cell.Number(growth.Here(growth.Now)[s]), Cell.Number(growth.Now.Sector(s)),
            Cell.Number(quotients[growth.Region][s], 3), Cell.Number(stars[growth.Region][s])))])
    { Note = new("explore.region.sectors.note") };

    private static AnswerTable Regions(SectorGrowth growth)
    {
        var now = growth.Now;
        var rows = now.Regions.Select((name, r) =>
        {
            var others = Enumerable.Range(0, now.Sectors.Count).Select(s => now.Sector(s) - now.Counts[r][s]).ToArray();
            return new AnswerRow(
                r == growth.Region ? Mark.Chosen : Mark.Plain, name, Cell.Number(now.Region(r)),
                others.Sum() > 0 ? Cell.Number(Concentration.Krugman(now.Counts[r], others), 3) : Cell.Nothing,
                Cell.Number(Concentration.HerfindahlHirschman(now.Counts[r]), 3),
                Cell.Number(Concentration.Gini(now.Counts[r], growth.Everywhere(now)), 3));
        });
        return new(
            new("explore.region.regions"),
            [Column("region"), Column("here"), Column("krugman"), Column("hhi"), Column("gini")], [.. rows])
        { Note = new("explore.region.regions.note") };
    }

    private static AnswerTable Shifts(SectorGrowth growth, IReadOnlyList<Shift> shifts)
    {
        static AnswerRow Row(Mark mark, Cell name, Func<Func<Shift, double>, double> of) => new(
            mark, name, Cell.Number(of(s => s.Before)), Cell.Number(of(s => s.After)), Cell.Number(of(s => s.Change)),
            Cell.Number(of(s => s.National), 1), Cell.Number(of(s => s.Mix), 1), Cell.Number(of(s => s.Regional), 1),
            Cell.Number(of(s => s.Competition), 1), Cell.Number(of(s => s.Allocation), 1));
        return new(
            new("explore.region.shifts", ("region", growth.Now.Regions[growth.Region])),
            [
                Column("sector"), Column("before"), Column("now"), Column("change"), Column("national"), Column("mix"),
                Column("regional"), Column("competition"), Column("allocation"),
            ],
            [
                .. shifts.Select((s, i) => Row(Mark.Plain, growth.Sectors[i], of => of(s))),
                Row(Mark.Sum, Cell.Word("explore.region.all"), of => shifts.Sum(of)),
            ])
        { Note = new("explore.region.shifts.note") };
    }
}
