using Meent.Kernel;
using Meent.Planning.Explore;
using Meent.Planning.Report;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Chains;

namespace Meent.Planning.Chains;

/// <summary>Would flows be better off by way of a candidate node?</summary>
internal sealed class NodeExploration : IExploration
{
    public string Verb => "node";

    public string Question => "Is a candidate place a suitable node: directly, or by way of it?";

    public Outcome<Explored> Explore(
        ExploreFolder folder, ExploreOptions options, IProgress<Stage> progress, CancellationToken ct)
    {
        var read = NodeFolder.Read(folder);
        if (folder.Refused is { } no)
        {
            return no;
        }

        if (read.Case.Flows.Count == 0)
        {
            return new Explored(Standing.Unknown, new Sentence("explore.node.no_flows"));
        }

        var verdict = NodeVerdict.Of(read.Case, read.Worst, read.Best);
        var (legs, turns) = (NodeTest.Legs(read.Case, NodeScale.One), NodeTest.Turns(read.Case));
        var page = new NodeTables(folder, read, legs);
        return new Explored(StandingOf(verdict.Answer), VerdictOf(verdict, turns))
        {
            Why = Why(verdict, turns, folder.Settings.Currency),
            Tables = page.All(verdict, turns),
            Pictures = [.. page.Pictures()],
            Forecast = page.Forecast(verdict),
            Method = [new("explore.node.method"), new("explore.node.method.turn"), new("explore.node.method.volume")],
            Bounds = [new("explore.node.bounds"), new("explore.node.bounds.ranges")],
        };
    }

    private static Standing StandingOf(NodeAnswer answer) => answer switch
    {
        NodeAnswer.PaysByCost or NodeAnswer.PaysWithServices => Standing.For,
        NodeAnswer.Depends => Standing.Depends,
        _ => Standing.Against,
    };

    private static Sentence VerdictOf(NodeVerdict verdict, IReadOnlyList<NodeTurn> turns) => verdict.Answer switch
    {
        NodeAnswer.PaysByCost => new("explore.node.pays_by_cost"),
        NodeAnswer.PaysWithServices => new("explore.node.pays_with_services"),
        NodeAnswer.ServicesDoNotCarry => new("explore.node.services_do_not_carry"),
        NodeAnswer.Depends => new(
            "explore.node.depends", ("parameter", Cell.Word(NodeTables.KeyOf(turns[0].Parameter)))),
        _ => new("explore.node.not_suitable"),
    };

    private static IReadOnlyList<Sentence> Why(
        NodeVerdict verdict, IReadOnlyList<NodeTurn> turns, string currency)
    {
        Sentence Test(string name, Band sum) => new(
            $"explore.node.{name}.{(sum.Low > 0 ? "passes" : sum.High <= 0 ? "fails" : "depends")}",
            ("amount", Cell.Of(sum)), ("currency", currency));
        var pays = verdict.Together.Base > 0;
        var handling = turns.Single(t => t.Parameter == NodeParameter.Handling);
        var said = turns[0].Parameter == NodeParameter.Handling ? [handling] : new[] { handling, turns[0] };
        return
        [
            Test("cost", verdict.Saving), Test("value", verdict.Added),
            .. said.Where(t => t.Scale is not null || !pays).Select(t => Turned(t, pays)),
        ];
    }

    /// <summary>"Handling cost would have to fall by 25 %": said of handling, which is the node's own, and of what is
    /// nearest to turning the answer.</summary>
    private static Sentence Turned(NodeTurn turn, bool pays) => turn.Change is { } change
        ? new(
            (change < 0, pays) switch
            {
                (true, true) => "explore.node.turn.fall",
                (false, true) => "explore.node.turn.rise",
                (true, false) => "explore.node.turn.must_fall",
                _ => "explore.node.turn.must_rise",
            },
            ("parameter", Cell.Word(NodeTables.KeyOf(turn.Parameter))),
            ("percent", Cell.Number(Math.Abs(change) * 100, 1)))
        : new("explore.node.turn.none", ("parameter", Cell.Word(NodeTables.KeyOf(turn.Parameter))));
}
