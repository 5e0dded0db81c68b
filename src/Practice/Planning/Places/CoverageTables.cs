using Meent.Planning.Explore;
using Meent.Planning.Rules.Location;

namespace Meent.Planning.Places;

/// <summary>Who is within reach, and whether plots and quay are enough.</summary>
internal sealed class CoverageTables(ExploreFolder folder, PlacesFolder read, Covered cover,
    IReadOnlyList<CapacityOutlook> plots)
{
    private const int MostNames = 12;

    public IEnumerable<AnswerTable> All()
    {
        if (cover.Report is { } report)
        {
            yield return Points(report);
            yield return Reached(report);
        }

        if (plots.Count > 0)
        {
            yield return Plots();
        }
    }

    private static AnswerColumn Column(string name, string unit = "") => PlacesTables.Column(name, unit);

    private AnswerTable Points(CoverageReport report)
    {
        var rows = new List<AnswerRow>();
        var members = read.Case.Members;
        if (cover.Today > 0)
        {
            var outside = Enumerable.Range(0, members.Count).Except(cover.Within).ToList();
            var litres = cover.Within.Sum(i => members[i].Litres);
            rows.Add(new(Cell.Word("explore.places.plan.stay"), Cell.Number(cover.Today), Cell.Number(litres),
                Percent(litres, report.Coverable), Cell.Nothing, Names(outside)));
        }

        rows.AddRange(report.Plans.Select(p => new AnswerRow(
            string.Join(", ", p.Sites.Select(j => read.Case.Candidates[j].Name)), Cell.Number(p.Points),
            Cell.Number(p.Covered), Percent(p.Covered, report.Coverable),
            Cell.Word(p.Proven ? "explore.places.yes" : "explore.places.no"), Names(p.LeftOut))));
        if (report.ForAll is { } every)
        {
            rows.Add(new(Mark.Chosen, string.Join(", ", every.Sites.Select(j => read.Case.Candidates[j].Name)),
                Cell.Number(every.Points), Cell.Number(every.Covered), Percent(every.Covered, report.Coverable),
                Cell.Word(every.Proven ? "explore.places.yes" : "explore.places.no"), Names([])));
        }

        return new(
            new("explore.places.coverage", ("km", Cell.Number(read.Reach, 1))),
            [Column("points"), Column("open"), Column("covered", "l/d"), Column("covered_share", "%"),
                Column("proven"), Column("left_out")],
            rows)
        {
            Note = report.Never.Count == 0
                ? new("explore.places.coverage.note")
                : new("explore.places.coverage.never", ("names", Names(report.Never))),
        };
    }

    private AnswerTable Reached(CoverageReport report) => new(
        new("explore.places.reached", ("km", Cell.Number(read.Reach, 1))),
        [Column("site"), Column("members"), Column("covered", "l/d")],
        [.. report.Within.Select((w, j) => new AnswerRow(read.Case.Candidates[j].Name, Cell.Number(w.Count),
            Cell.Number(w.Sum(i => read.Case.Members[i].Litres))))]);

    private AnswerTable Plots() => new(
        new("explore.places.plots"),
        [Column("scenario"), Column("kind"), Column("first_short"), Column("year"), Column("available"),
            Column("demanded"), Column("missing"), Column("idle")],
        [.. plots.SelectMany(o => o.Years.Select(y => new AnswerRow(y.Missing > 0 ? Mark.Loses : Mark.Plain,
            o.Scenario, $"{o.Kind} ({o.Unit})", o.FirstShort is { } first ? $"{first}" : Cell.Nothing, $"{y.Year}",
            Cell.Number((double)y.Available, 1), Cell.Number((double)y.Demanded, 1),
            Cell.Number((double)y.Missing, 1), Cell.Number((double)y.Idle, 1))))])
    {
        Note = new("explore.places.plots.note"),
    };

    private static Cell Percent(long part, long whole) =>
        whole == 0 ? Cell.Nothing : Cell.Number(100.0 * part / whole, 1);

    private string Names(IReadOnlyList<int> members) => members.Count == 0
        ? folder.Speech["explore.places.nobody"]
        : string.Join(", ", members.Take(MostNames).Select(i => read.Case.Members[i].Name))
            + (members.Count > MostNames ? $", +{members.Count - MostNames}" : "");
}
