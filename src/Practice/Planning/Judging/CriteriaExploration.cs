using Meent.Kernel;
using Meent.Planning.Explore;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Criteria;
using Cell = Meent.Planning.Explore.Cell;

namespace Meent.Planning.Judging;

/// <summary>Which of several places could it be?</summary>
internal sealed class CriteriaExploration : IExploration
{
    public string Verb => "criteria";

    public string Question => "Which alternative could it be, by these criteria, and what would turn the order?";

    public Outcome<Explored> Explore(
        ExploreFolder folder, ExploreOptions options, IProgress<Stage> progress, CancellationToken ct)
    {
        var read = CriteriaFolder.Read(folder);
        if (folder.Refused is { } no)
        {
            return no;
        }

        return Assessors.Judge(read.ByAssessor).Then(panel =>
            Unknowns.Range(read.Method, panel.Together).Then<Explored>(ranges =>
            {
                var page = new CriteriaTables(folder, read, panel, ranges);
                var standing = StandingOf(read, panel.Together, page);
                return new Explored(standing, VerdictOf(read, standing, page))
                {
                    Why = Why(read, panel, page),
                    Tables = page.All(),
                    Pictures = [page.Picture()],
                    Forecast = page.Forecast(),
                    Method = [new("explore.criteria.method"), new($"explore.criteria.method.{NameOf(read.Method)}")],
                    Bounds = [new("explore.criteria.bounds"), new("explore.criteria.bounds.weights")],
                    Warnings = Warnings(read),
                };
            }));
    }

    /// <summary>As in explore.json.</summary>
    internal static string NameOf(Method method) => method switch
    {
        Method.Topsis => "topsis",
        Method.Vikor => "vikor",
        Method.Promethee => "promethee",
        Method.Spotis => "spotis",
        _ => "weighted_sum",
    };

    private static Standing StandingOf(CriteriaFolder read, Decision together, CriteriaTables page) =>
        together.UnknownCells == together.Cells.Sum(r => r.Length) ? Standing.Unknown
        : page.IsFirstForCertain && read.Contradiction is null ? Standing.For
        : Standing.Depends;

    /// <summary>"Could be here": a score is no proof.</summary>
    private static Sentence VerdictOf(CriteriaFolder read, Standing standing, CriteriaTables page) => standing switch
    {
        Standing.Unknown => new("explore.criteria.unknown"),
        Standing.For => new("explore.criteria.could_be", ("first", page.FirstName)),
        _ when page.IsFirstForCertain => new("explore.criteria.could_be_unsure",
            ("first", page.FirstName), ("ratio", Cell.Number(read.Contradiction ?? 0, 2))),
        _ => new("explore.criteria.could_be_several", ("names", string.Join(", ", page.PossibleFirst()))),
    };

    /// <summary>Weights out of comparisons that contradict each other carry no order.</summary>
    private static Sentence[] Warnings(CriteriaFolder read) =>
        read.Contradiction is { } ratio
            ? [new("explore.criteria.contradiction", ("ratio", Cell.Number(ratio, 2)))]
            : [];

    private static List<Sentence> Why(CriteriaFolder read, Panel panel, CriteriaTables page)
    {
        var said = new List<Sentence>();
        var smallest = page.SmallestFlip();
        said.Add(smallest is var (behind, flip)
            ? new("explore.criteria.flip",
                ("criterion", panel.Together.Criteria[flip.Criterion].Name),
                ("from", Cell.Number(100 * flip.Weight, 1)), ("to", Cell.Number(100 * flip.FlipsAt!.Value, 1)),
                ("second", panel.Together.Alternatives[behind]))
            : new("explore.criteria.no_flip", ("first", page.FirstName)));
        if (panel.Together.UnknownCells > 0)
        {
            said.Add(new("explore.criteria.unknown_cells", ("count", Cell.Number(panel.Together.UnknownCells))));
        }

        if (panel.Together.CellsWithoutEvidence > 0)
        {
            said.Add(new("explore.criteria.no_evidence", ("count", Cell.Number(panel.Together.CellsWithoutEvidence))));
        }

        if (panel.Agreement is { } agreement)
        {
            said.Add(new("explore.criteria.agreement",
                ("count", Cell.Number(read.Assessors.Count)), ("agreement", Cell.Number(agreement, 2))));
        }

        if (read.Pairs is { } pairs)
        {
            said.Add(new("explore.criteria.pairs",
                ("eigenvalue", Cell.Number(pairs.LargestEigenvalue, 4)),
                ("index", Cell.Number(pairs.ConsistencyIndex, 4)),
                ("ratio", Cell.Number(pairs.ConsistencyRatio ?? 0, 4))));
        }

        return said;
    }
}
