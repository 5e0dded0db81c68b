using Meent.Planning.Explore;
using Meent.Planning.Report;
using Meent.Planning.Rules.Region;

namespace Meent.Planning.Regions;

/// <summary>Activities between value and burden, and what each holds together.</summary>
internal sealed class ActivityTables
{
    // Each removal walks the whole graph: beyond this only the relations are counted.
    private const int MostRemovals = 500;

    private readonly ExploreFolder folder;
    private readonly RegionFolder read;
    private readonly RelationGraph graph;
    private readonly Quarter[] quarters;
    private readonly Removal[] removals;
    private readonly bool[] hinges;

    public ActivityTables(ExploreFolder folder, RegionFolder read, RelationGraph graph)
    {
        (this.folder, this.read, this.graph) = (folder, read, graph);
        quarters = Placement.Of(read.Activities, read.ValueLine, read.BurdenLine);
        removals = [.. Enumerable.Range(0, Math.Min(MostRemovals, graph.Count))
            .Select(i => Placement.Without(graph, i))];
        hinges = graph.Hinges();
    }

    public IReadOnlyList<AnswerTable> All() => [Board(), Falls(), Relations()];

    public Sentence Verdict() => new("explore.region.verdict",
        ("activities", Cell.Number(graph.Count)), ("relations", Cell.Number(graph.Relations.Count)),
        ("hinges", Cell.Number(hinges.Count(h => h))), ("free", Cell.Number(removals.Count(r => r.HarmsNoOther))));

    public IReadOnlyList<Sentence> Why()
    {
        var costly = Enumerable.Range(0, removals.Length).OrderByDescending(i => removals[i].PairsCut)
            .ThenByDescending(i => removals[i].Worth).ThenBy(i => i).First();
        string Names(Quarter quarter)
        {
            var all = read.Activities.Where((_, i) => quarters[i] == quarter).Select(a => a.Name).ToList();
            return all.Count == 0 ? "–" : string.Join(", ", all.Take(12)) + (all.Count > 12 ? ", …" : "");
        }

        return
        [
            new("explore.region.most_lost", ("activity", read.Activities[costly].Name),
                ("relations", Cell.Number(removals[costly].Relations.Count)),
                ("pairs", Cell.Number(removals[costly].PairsCut))),
            new("explore.region.trade_off", ("names", Names(Quarter.MuchValueMuchBurden))),
            new("explore.region.little_for_much", ("names", Names(Quarter.LittleValueMuchBurden))),
        ];
    }

    public Picture Picture()
    {
        var speech = folder.Speech;
        var (value, burden) = (
            read.ValueLine ?? Placement.Middle(read.Activities.Select(a => a.Value)),
            read.BurdenLine ?? Placement.Middle(read.Activities.Select(a => a.Burden)));
        var conclusion = new Sentence("explore.region.picture.conclusion",
            ("count", Cell.Number(quarters.Count(q => q == Quarter.MuchValueLittleBurden))),
            ("all", Cell.Number(quarters.Length)));
        return new Picture(
            new("explore.region.picture"), conclusion,
            new Scatter
            {
                Points = [.. read.Activities.Select((a, i) =>
                    new Scatter.Point(a.Name, a.Burden, a.Value, hinges[i] ? 3 : 0))],
                XTitle = speech["explore.region.burden"],
                YTitle = speech["explore.region.value"],
                Cut = (burden, value),
                Quarters =
                [
                    speech[KeyOf(Quarter.MuchValueMuchBurden)], speech[KeyOf(Quarter.MuchValueLittleBurden)],
                    speech[KeyOf(Quarter.LittleValueLittleBurden)], speech[KeyOf(Quarter.LittleValueMuchBurden)],
                ],
            }.Svg(speech, speech.Say(conclusion)));
    }

    private static string KeyOf(Quarter quarter) => quarter switch
    {
        Quarter.MuchValueLittleBurden => "explore.region.quarter.keep",
        Quarter.MuchValueMuchBurden => "explore.region.quarter.trade",
        Quarter.LittleValueLittleBurden => "explore.region.quarter.quiet",
        _ => "explore.region.quarter.question",
    };

    private static AnswerColumn Column(string name, string unit = "") => new($"explore.region.{name}", unit);

    /// <summary>The list for a board.</summary>
    private AnswerTable Board()
    {
        var (between, groups) = (graph.Betweenness(), Communities.Find(graph));
        return new(
            new("explore.region.board"),
            [
                Column("activity"), Column("quarter"), Column("value"), Column("burden"), Column("degree"),
                Column("between"), Column("hinge"), Column("group"),
            ],
            [.. read.Activities.Select((a, i) => new AnswerRow(
                quarters[i] == Quarter.MuchValueLittleBurden ? Mark.Chosen : Mark.Plain, a.Name,
                Cell.Word(KeyOf(quarters[i])), Cell.Number(a.Value, 1), Cell.Number(a.Burden, 1),
                Cell.Number(graph.Degree(i)), Cell.Number(between[i], 1),
                Cell.Word(hinges[i] ? "explore.region.yes" : "explore.region.no"), Cell.Number(groups[i] + 1)))])
        {
            Note = new("explore.region.board.note",
                ("modularity", Cell.Number(Communities.Modularity(graph, groups), 4))),
        };
    }

    /// <summary>What falls away with each activity.</summary>
    private AnswerTable Falls() => new(
        new("explore.region.falls"),
        [
            Column("activity"), Column("lost"), Column("worth"), Column("alone"), Column("pairs"),
            Column("could_leave"),
        ],
        [.. removals.Select(r => new AnswerRow(
            r.HarmsNoOther ? Mark.Plain : Mark.Loses, read.Activities[r.Activity].Name, Cell.Number(r.Relations.Count),
            Cell.Number(r.Worth, 1),
            r.LeftAlone.Count == 0 ? Cell.Nothing : string.Join(", ", r.LeftAlone.Select(i => read.Activities[i].Name)),
            Cell.Number(r.PairsCut), Cell.Word(r.HarmsNoOther ? "explore.region.yes" : "explore.region.no")))])
    { Note = new("explore.region.falls.note") };

    /// <summary>Each relation by name, once under each of its two ends.</summary>
    private AnswerTable Relations() => new(
        new("explore.region.relations"),
        [Column("activity"), Column("from"), Column("to"), Column("worth")],
        [.. removals.SelectMany(r => r.Relations.Select(i => new AnswerRow(
            read.Activities[r.Activity].Name, read.Activities[graph.Relations[i].From].Name,
            read.Activities[graph.Relations[i].To].Name, Cell.Number(graph.Relations[i].Worth, 1))))]);
}
