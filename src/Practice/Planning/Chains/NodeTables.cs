using Meent.Planning.Explore;
using Meent.Planning.Report;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Chains;

namespace Meent.Planning.Chains;

/// <summary>What was found of a candidate node, as tables, pictures and figures.</summary>
internal sealed class NodeTables(ExploreFolder folder, NodeFolder read, NodeLeg[] legs)
{
    private const int MostBars = 12;

    private readonly string perTonne = $"{folder.Settings.Currency}/t";
    private readonly string perYear = $"{folder.Settings.Currency}/a";

    public static string KeyOf(NodeParameter parameter) => parameter switch
    {
        NodeParameter.Handling => "explore.node.parameter.handling",
        NodeParameter.ViaTransport => "explore.node.parameter.transport",
        NodeParameter.Fixed => "explore.node.parameter.fixed",
        NodeParameter.Volume => "explore.node.parameter.volume",
        NodeParameter.DirectCost => "explore.node.parameter.direct",
        _ => "explore.node.parameter.uptake",
    };

    public IReadOnlyList<AnswerTable> All(NodeVerdict verdict, IReadOnlyList<NodeTurn> turns) =>
        [Tests(verdict), Turns(turns), Flows(), Parties(), Services(), Requirements(turns)];

    public IEnumerable<Picture> Pictures()
    {
        var speech = folder.Speech;
        var order = Enumerable.Range(0, legs.Length)
            .OrderByDescending(i => Math.Abs(legs[i].Gain * legs[i].Volume)).ThenBy(i => i).Take(MostBars);
        var bars = order.Select(i => new BarChart.Bar(
            read.Case.Flows[i].Name, [legs[i].Gain * legs[i].Volume], legs[i].Gain * legs[i].Volume)).ToList();
        var conclusion = new Sentence(
            "explore.node.gain.conclusion", ("gain", Cell.Number(legs.Count(l => l.Gain > 0))),
            ("all", Cell.Number(legs.Length)));
        yield return new Picture(
            new("explore.node.gain", ("unit", perYear)), conclusion,
            new BarChart { Bars = bars, Unit = perYear }.Svg(speech, speech.Say(conclusion)));
    }

    public IReadOnlyList<Figure> Forecast(NodeVerdict verdict)
    {
        var figures = new List<Figure>
        {
            new("saving", "", "", verdict.Saving, perYear), new("added", "", "", verdict.Added, perYear),
        };
        var (worst, best) = (NodeTest.Legs(read.Case, read.Worst), NodeTest.Legs(read.Case, read.Best));
        for (var i = 0; i < legs.Length; i++)
        {
            var name = read.Case.Flows[i].Name;
            figures.Add(new("direct_cost", name, "", legs[i].Direct, perTonne));
            figures.Add(new("via_cost", name, "", new(best[i].Via, legs[i].Via, worst[i].Via), perTonne));
            figures.Add(new("volume", name, "", new(worst[i].Volume, legs[i].Volume, best[i].Volume), "t/a"));
        }

        return figures;
    }

    private static AnswerColumn Column(string name, string unit = "") => new($"explore.node.{name}", unit);

    private AnswerTable Tests(NodeVerdict verdict)
    {
        AnswerRow Row(string name, Band sum) => new(
            Cell.Word($"explore.node.test.{name}"), Cell.Of(sum),
            Cell.Word($"explore.node.{(sum.Low > 0 ? "passes" : sum.High <= 0 ? "fails" : "turns")}"));
        return new(
            new("explore.node.tests"), [Column("test"), Column("amount", perYear), Column("result")],
            [Row("cost", verdict.Saving), Row("value", verdict.Added), Row("together", verdict.Together)]);
    }

    private AnswerTable Turns(IReadOnlyList<NodeTurn> turns) => new(
        new("explore.node.turns_table"), [Column("parameter"), Column("change", "%")],
        [.. turns.Select((t, i) => new AnswerRow(
            i == 0 && t.Scale is not null ? Mark.Chosen : Mark.Plain, Cell.Word(KeyOf(t.Parameter)),
            t.Change is { } c ? Cell.Number(c * 100, 1) : Cell.Word("explore.node.never")))])
    {
        Note = NodeTest.VolumeThatPays(read.Case) is { } volume
            ? new("explore.node.volume", ("volume", Cell.Number(volume)))
            : new("explore.node.no_volume"),
    };

    private AnswerTable Flows()
    {
        var rows = read.Case.Flows.Select((f, i) => new AnswerRow(
            legs[i].Goes ? Mark.Plain : Mark.Loses, f.Name, Cell.Number(legs[i].Volume), Cell.Number(legs[i].Direct, 2),
            Cell.Number(legs[i].Via, 2), Cell.Number(f.DirectDays, 1), Cell.Number(f.ViaDays, 1),
            Cell.Number(f.DirectOnTime * 100), Cell.Number(f.ViaOnTime * 100), Cell.Number(legs[i].Gain, 2),
            Cell.Number(legs[i].Services), Cell.Number((legs[i].Gain * legs[i].Volume) + legs[i].Services)));
        return new(
            new("explore.node.flows"),
            [
                Column("flow"), Column("tonnes", "t/a"), Column("direct", perTonne), Column("via", perTonne),
                Column("direct_days", "d"), Column("via_days", "d"), Column("direct_on_time", "%"),
                Column("via_on_time", "%"), Column("gain_tonne", perTonne), Column("services", perYear),
                Column("gain_year", perYear),
            ],
            [.. rows])
        { Note = new("explore.node.flows.note") };
    }

    /// <summary>Who would gain and who would lose if all its flows went by the node, and what each can gain where it
    /// chooses.</summary>
    private AnswerTable Parties()
    {
        var rows = Enumerable.Range(0, legs.Length).Where(i => read.Parties[i].Length > 0)
            .GroupBy(i => read.Parties[i]).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g =>
            {
                var forced = g.Sum(i => legs[i].Gain * legs[i].Volume);
                var chosen = g.Sum(i => Math.Max(0, legs[i].Gain * legs[i].Volume));
                return new AnswerRow(
                    forced < 0 ? Mark.Loses : Mark.Plain, g.Key, Cell.Number(forced), Cell.Number(chosen));
            });
        return new(
            new("explore.node.parties"),
            [Column("party"), Column("all_via", perYear), Column("chosen", perYear)], [.. rows]);
    }

    private AnswerTable Services() => new(
        new("explore.node.services_table"),
        [
            Column("service"), Column("flow"), Column("share", "%"), Column("margin", perTonne),
            Column("services", perYear),
        ],
        [.. read.Case.Services.Select(s => new AnswerRow(
            s.Name, read.Case.Flows[s.Flow].Name, Cell.Number(s.Share * 100), Cell.Number(s.Price - s.Cost, 2),
            Cell.Number(NodeTest.Margin(read.Case, s, NodeScale.One))))])
    { Note = new("explore.node.services.note") };

    /// <summary>What the place has to have, and what it would have to do to pay.</summary>
    private AnswerTable Requirements(IReadOnlyList<NodeTurn> turns)
    {
        var rows = read.Requirements.Select(r => new AnswerRow(
            r.Present == false ? Mark.Loses : Mark.Plain, r.Name, r.Wanted,
            r.Present is { } present
                ? Cell.Word(present ? "explore.node.present" : "explore.node.missing")
                : Cell.Unknown)).ToList();
        rows.AddRange(turns.Where(t => t.Scale is not null).Select(t => new AnswerRow(
            Cell.Word(KeyOf(t.Parameter)),
            folder.Speech.Say(
                NodeTest.IsCost(t.Parameter) ? "explore.node.at_most" : "explore.node.at_least",
                ("percent", Cell.Number(t.Scale!.Value * 100, 1))),
            Cell.Word(t.Change < 0 == NodeTest.IsCost(t.Parameter)
                ? "explore.node.missing"
                : "explore.node.present"))));
        return new(
            new("explore.node.requirements"), [Column("requirement"), Column("wanted"), Column("state")], rows);
    }
}
