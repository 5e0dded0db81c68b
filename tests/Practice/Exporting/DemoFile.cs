using Meent.Kernel;
using Meent.Tests.Kinds;

namespace Meent.Tests.Exporting;

/// <summary>A file of an organisation of demo/, in the words of its folder.</summary>
internal sealed class DemoFile(Graph graph, string organisation)
{
    internal Graph Graph => graph;

    internal string Organisation => organisation;

    internal Node Event(string id) => Node("event", "events", id);

    internal Node Commitment(string id) => Node("commitment", "commitments", id);

    /// <summary>provider > receiver item quantity.</summary>
    internal string Flow(Node node)
    {
        graph[node["provider"]!].Kind.ShouldBeOneOf("Person", "Organization");
        graph[node["receiver"]!].Kind.ShouldBeOneOf("Person", "Organization");
        return $"{Code(node["provider"]!)} > {Code(node["receiver"]!)} {Code(node["resourceConformsTo"]!)} "
            + node.Quantity;
    }

    /// <summary>Sum of what a participant is owed (receiver) or owes (provider), minor units.</summary>
    internal long Claimed(string number, string side) => graph.Of("Claim")
        .Where(c => Code(c[side]!) == number).Sum(c => Example.Cents(c.Quantity));

    /// <summary>Last part of an id of the registers.</summary>
    internal static string Code(string urn) => Uri.UnescapeDataString(urn.Split(':')[^1]);

    /// <summary>The rows of a file of a folder; none where it is not there. A quantity is without trailing
    /// zeros.</summary>
    internal static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
        {
            return [];
        }

        var header = File.ReadLines(path).First().Split(',');
        return File.ReadLines(path).Skip(1).Select(l => header.Zip(l.Split(','))
            .ToDictionary(c => c.First, c => c.First == "quantity" ? Trimmed(c.Second) : c.Second)).ToList();
    }

    private Node Node(string kind, string file, string id) =>
        graph[$"urn:meent:{organisation}:{kind}:{EdgeId.OfName(file, id)}"];

    private static string Trimmed(string quantity) =>
        Decimals.TryParse(quantity, 3, out var thousandths) ? Decimals.Trimmed(thousandths, 3) : quantity;
}
