namespace Meent.Tests.Exporting;

/// <summary>What the ontology says of its terms, as far as a file can offend against it.</summary>
internal static class Terms
{
    private static readonly ILookup<string, string[]> Known = File
        .ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Exporting", "fixtures", "valueflows-terms.txt"))
        .Where(l => l[0] != '#').Select(l => l.Split(' ')).ToLookup(l => l[1]);

    /// <summary>Every class, property and action that is no term of the ontology or stands where it may not; ids that
    /// lead nowhere in the file or stand twice.</summary>
    internal static IEnumerable<string> Offences(Graph graph)
    {
        var ids = graph.Nodes.Select(n => n.Id).ToList();
        var all = graph.Nodes.SelectMany(n => n.Inside.Prepend(n)).ToList();
        return
        [
            .. ids.GroupBy(i => i).Where(g => g.Count() > 1).Select(g => $"{g.Key} twice"),
            .. all.Where(n => Kind(n.Type) != "class").Select(n => $"{n.Type} is no class"),
            .. all.SelectMany(n => n.Inside.Where(i => !MayHave(n, i.Id, "link")).Select(i => $"{n.Type} {i.Id}")),
            .. all.SelectMany(n => n.Statements.Where(s => !MayHave(n, s.Property, s.Link ? "link" : "value"))
                .Select(s => $"{n.Type} {s.Property}")),
            .. all.SelectMany(n => n.Statements.Where(s => s.Property.EndsWith("#action", StringComparison.Ordinal))
                .Where(s => Kind(s.Value) != "action").Select(s => $"{s.Value} is no action")),
            .. all.SelectMany(n => n.Statements)
                .Where(s => s.Link && !s.Property.EndsWith("#action", StringComparison.Ordinal))
                .Select(s => s.Value).Except(ids).Select(i => $"{i} leads nowhere"),
        ];
    }

    private static bool MayHave(Node node, string property, string kind)
    {
        // The ontology calls the state of a flow a link, and says that it leads to a text.
        var wanted = property == Graph.Ontology + "state" ? "link" : kind;
        var type = node.Kind is "Person" or "Organization" ? "Agent" : node.Kind;
        return Term(property) is { } term && term[0] == wanted && term.Skip(2).Contains(type);
    }

    private static string? Kind(string iri) => Term(iri)?[0];

    private static string[]? Term(string iri) => iri.StartsWith(Graph.Ontology, StringComparison.Ordinal)
        ? Known[iri[Graph.Ontology.Length..]].SingleOrDefault()
        : null;
}
