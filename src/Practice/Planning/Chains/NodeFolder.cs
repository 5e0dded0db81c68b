using Meent.Planning.Explore;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Chains;

namespace Meent.Planning.Chains;

/// <summary>What a node has to be, and whether the candidate is.</summary>
/// <param name="Name">A key of the languages for the program's own list, else words of the folder.</param>
internal sealed record Requirement(Cell Name, string Wanted, bool? Present);

/// <summary>The tables of a candidate node.</summary>
internal sealed record NodeFolder(
    NodeCase Case, IReadOnlyList<string> Parties, NodeScale Worst, NodeScale Best,
    IReadOnlyList<Requirement> Requirements)
{
    /// <summary>What makes a node of a place: the list where the folder has none.</summary>
    private static readonly string[] Usual =
    [
        "connections", "frequency", "handling", "storage", "cold", "customs", "hours", "labour", "room", "records",
    ];

    public static NodeFolder Read(ExploreFolder folder)
    {
        var flows = folder.Table(
            "flows.csv", "flow", "party?", "volume", "value?", "direct_cost", "direct_days", "direct_on_time?",
            "via_transport", "handling", "via_days", "via_on_time?");
        var numbers = flows.Numbered("flow");
        var services = folder.TableIfAny(
            "services.csv", "service", "flow", "share", "price", "cost", "fixed?");
        var node = new NodeCase(
            [.. flows.Select(Flow)],
            [.. (services?.ToArray() ?? []).Select(r => new AddedValue(
                r.Text("service"), r.Known("flow", numbers, "flows.csv"), r.Number("share", 0, 1),
                r.Number("price", 0), r.Number("cost", 0), r.NumberOr("fixed", 0, 0)))],
            folder.Parameter("fixed", 0, $"{folder.Settings.Currency}/a"),
            folder.Parameter("rate", 0.08, "1/a", 0, 1),
            folder.Parameter("late_cost", 0, $"{folder.Settings.Currency}/t"));
        Band Ranged(string name) => folder.Ranged($"{name}_factor", 1, "x", 0, 100);
        var (handling, transport, cost) = (Ranged("handling"), Ranged("transport"), Ranged("fixed"));
        var (volume, uptake) = (Ranged("volume"), Ranged("uptake"));
        return new NodeFolder(
            node, [.. flows.Select(r => r.TextOr("party", ""))],
            new NodeScale(handling.High, transport.High, cost.High, volume.Low, 1, uptake.Low),
            new NodeScale(handling.Low, transport.Low, cost.Low, volume.High, 1, uptake.High),
            ReadRequirements(folder));
    }

    private static NodeFlow Flow(Row r) => new(
        r.Text("flow"), r.Number("volume", 0), r.NumberOr("value", 0, 0),
        r.Number("direct_cost", 0), r.Number("direct_days", 0, 3650), r.NumberOr("direct_on_time", 1, 0, 1),
        r.Number("via_transport", 0), r.Number("handling", 0), r.Number("via_days", 0, 3650),
        r.NumberOr("via_on_time", 1, 0, 1));

    private static IReadOnlyList<Requirement> ReadRequirements(ExploreFolder folder) =>
        folder.TableIfAny("requirements.csv", "requirement", "wanted?", "present") is { } table
            ? [.. table.Select(r => new Requirement(
                r.Text("requirement"), r.TextOr("wanted", ""), r.YesNo("present")))]
            : [.. Usual.Select(n => new Requirement(Cell.Word($"explore.node.need.{n}"), "", null))];
}
