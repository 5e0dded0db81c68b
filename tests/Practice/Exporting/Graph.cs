using System.Text.Json;

namespace Meent.Tests.Exporting;

/// <summary>A property of a node: full IRI, and the id or the text that is its value.</summary>
internal sealed record Statement(string Property, bool Link, string Value);

/// <summary>A node with full IRIs. One without an id of its own, a measure, stands in its owner.</summary>
internal sealed record Node(string Id, string Type, IReadOnlyList<Statement> Statements, IReadOnlyList<Node> Inside)
{
    internal string? this[string property] =>
        Statements.SingleOrDefault(s => s.Property == Graph.Ontology + property)?.Value;

    internal string Kind => Type[Graph.Ontology.Length..];

    internal string Quantity => Inside.Single()["hasNumericalValue"]!;

    internal string Unit => Inside.Single()["hasUnit"]!;
}

/// <summary>
/// JSON-LD read with nothing but the context that stands in the file: terms and compact IRIs become full ones. What the
/// context does not know fails.
/// </summary>
internal sealed class Graph
{
    internal const string Ontology = "https://w3id.org/valueflows/ont/vf#";

    private readonly Dictionary<string, string> prefixes = [];
    private readonly Dictionary<string, (string Iri, string Type)> terms = [];

    internal Graph(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        json.RootElement.EnumerateObject().Select(p => p.Name).ShouldBe(["@context", "@graph"]);
        Read(json.RootElement.GetProperty("@context"));
        Nodes = [.. json.RootElement.GetProperty("@graph").EnumerateArray().Select(Expanded)];
    }

    internal IReadOnlyList<Node> Nodes { get; }

    internal IEnumerable<Node> Of(string kind) => Nodes.Where(n => n.Kind == kind);

    internal Node this[string id] => Nodes.Single(n => n.Id == id);

    private void Read(JsonElement context)
    {
        var members = context.EnumerateObject().ToList();
        foreach (var prefix in members.Where(m => m.Value.ValueKind == JsonValueKind.String
            && m.Value.GetString()!.StartsWith("http", StringComparison.Ordinal)))
        {
            prefixes[prefix.Name] = prefix.Value.GetString()!;
        }

        foreach (var term in members.Where(m => !prefixes.ContainsKey(m.Name)))
        {
            terms[term.Name] = term.Value.ValueKind == JsonValueKind.String
                ? (Iri(term.Value.GetString()!), "")
                : (Iri(term.Value.GetProperty("@id").GetString()!), term.Value.GetProperty("@type").GetString()!);
        }
    }

    private Node Expanded(JsonElement node)
    {
        var statements = new List<Statement>();
        var inside = new List<Node>();
        foreach (var member in node.EnumerateObject().Where(m => m.Name[0] != '@'))
        {
            var (iri, type) = terms[member.Name];
            if (member.Value.ValueKind == JsonValueKind.Object)
            {
                type.ShouldBe("@id");
                inside.Add(Expanded(member.Value) with { Id = iri });
                continue;
            }

            var link = type == "@id";
            var text = member.Value.ValueKind == JsonValueKind.String
                ? member.Value.GetString()!
                : member.Value.GetRawText();
            statements.Add(new Statement(iri, link, link ? Iri(text) : text));
        }

        return new Node(
            node.TryGetProperty("@id", out var id) ? Iri(id.GetString()!) : "",
            Iri(node.GetProperty("@type").GetString()!), statements, inside);
    }

    /// <summary>Prefix and name as one IRI; what begins with no prefix of the context is one already.</summary>
    private string Iri(string compact)
    {
        var colon = compact.IndexOf(':', StringComparison.Ordinal);
        colon.ShouldBeGreaterThan(0, compact);
        return prefixes.TryGetValue(compact[..colon], out var start) ? start + compact[(colon + 1)..] : compact;
    }
}
