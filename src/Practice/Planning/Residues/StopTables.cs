using Meent.Planning.Explore;
using Meent.Planning.Rules.Matching;

namespace Meent.Planning.Residues;

/// <summary>What it means when a firm stops: each firm in one line, and one of them per remaining firm.</summary>
internal sealed class StopTables(ExploreFolder folder, MatchFolder read, MatchPlan plan)
{
    private readonly MatchingProblem problem = plan.Problem;
    private readonly double minor = plan.Problem.Currency.MinorPerMajor;
    private readonly string money = folder.Settings.Currency;

    public IEnumerable<AnswerTable> All(IReadOnlyList<Stopped> stopped)
    {
        var order = stopped.OrderByDescending(s => plan.Gain - s.After.Gain).ThenBy(s => s.Firm).ToList();
        if (order.Count == 0)
        {
            yield break;
        }

        yield return new(new("explore.match.stops"),
            [Column("firm"), Column("lost", money), Column("flow_count"), Column("others")],
            [.. order.Select(s => new AnswerRow(problem.Firms[s.Firm].Name,
                Cell.Number((plan.Gain - s.After.Gain) / minor), Cell.Number(Flows(s.Firm)),
                Cell.Number(s.Effects.Count)))])
        { Note = new("explore.match.stops.note") };
        yield return Effects(order.FirstOrDefault(s => s.Firm == read.Stops) ?? order[0]);
    }

    private static AnswerColumn Column(string name, string unit = "") => new($"explore.match.{name}", unit);

    private AnswerTable Effects(Stopped stopped)
    {
        var rows = new List<AnswerRow>();
        foreach (var effect in stopped.Effects)
        {
            var firm = problem.Firms[effect.Firm].Name;
            rows.AddRange(effect.Flows.Select(f => new AnswerRow(Mark.Loses, firm,
                Cell.Word(f.Delivers ? "explore.match.outlet" : "explore.match.source"), What(f.Match),
                Cell.Number(f.Thousandths / 1e3, 1), problem.Offers[f.Match.Pair.Offer].Unit,
                Cell.Number(f.Gain / minor),
                Cell.Number(effect.Replaced.Where(r => Same(stopped.After.Matches[r.Match], f))
                    .Sum(r => r.Thousandths) / 1e3, 1))));
            rows.AddRange(effect.Shares.Select(s => new AnswerRow(Mark.Loses, firm,
                Cell.Word(s.After is null ? "explore.match.facility" : "explore.match.share"), s.Facility,
                Cell.Number(s.Thousandths / 1e3, 1), "", Cell.Number((s.After - s.Before) / minor),
                Cell.Number(s.After / minor))));
            rows.Add(new AnswerRow(Mark.Sum, firm, Cell.Word("explore.match.together"), "", Cell.Nothing, "",
                Cell.Number((effect.GainBefore - effect.GainAfter) / minor), Cell.Nothing));
        }

        return new(new("explore.match.stopped", ("firm", problem.Firms[stopped.Firm].Name)),
            [
                Column("firm"), Column("falls"), Column("what"), Column("quantity"), Column("unit"),
                Column("lost", money), Column("instead"),
            ],
            rows)
        { Note = new("explore.match.stopped.note") };
    }

    /// <summary>The flow that replaces is of the same offer or want.</summary>
    private static bool Same(Match after, FlowLost lost) => lost.Delivers
        ? after.Pair.Offer == lost.Match.Pair.Offer
        : after.Pair.Want == lost.Match.Pair.Want;

    private string What(Match match) =>
        $"{problem.Offers[match.Pair.Offer].Id} → {problem.Wants[match.Pair.Want].Id}";

    private int Flows(int firm) => plan.Matches.Count(m =>
        problem.Offers[m.Pair.Offer].Firm == firm || problem.Wants[m.Pair.Want].Firm == firm);
}
