using System.Text;

namespace Meent.Tests.House.Traceability;

/// <summary>docs/traceability.md, made from the ids and from what the tests say they prove.</summary>
internal static class Page
{
    public const string Path = "docs/traceability.md";

    private static readonly (string Kind, string Title)[] Kinds =
    [
        ("feature", "Features"), ("acceptance", "Acceptance examples"), ("quality", "Qualities"), ("rule", "Rules"),
        ("question", "Open questions"),
    ];

    public static string Text()
    {
        var proofs = Proof.All.ToLookup(p => p.Id, StringComparer.Ordinal);
        var page = new StringBuilder();
        page.Append("# What is asked, and which test proves it\n\n")
            .Append("Generated from [traceability-ids.csv](traceability-ids.csv) and the `[Proves(...)]` of tests:\n")
            .Append("do not edit, run the House tests with `MEENT_WRITE=1`. What no test proves is *not built*;\n")
            .Append("*partly* means that the tests prove a part of what the id asks for.\n\n")
            .Append("| | works | partly | not built |\n|---|---:|---:|---:|\n");
        foreach (var (kind, title) in Kinds)
        {
            var states = IdList.All.Where(i => i.Kind == kind).Select(i => State(proofs[i.Id])).ToList();
            var counts = new[] { "works", "partly", "not built" }.Select(state => states.Count(s => s == state));
            page.Append($"| {title} | {string.Join(" | ", counts)} |\n");
        }

        foreach (var (kind, title) in Kinds)
        {
            page.Append($"\n## {title}\n\n| id | title | module | test | state |\n|---|---|---|---|---|\n");
            foreach (var (id, _, name) in IdList.All.Where(i => i.Kind == kind))
            {
                var rooms = proofs[id].Select(p => p.Room).Distinct().Order(StringComparer.Ordinal);
                var tests = proofs[id].Select(p => $"`{p.Test}`").Distinct().Order(StringComparer.Ordinal);
                page.Append($"| {id} | {name} | {string.Join("<br>", rooms)} | {string.Join("<br>", tests)} ")
                    .Append($"| {State(proofs[id])} |\n");
            }
        }

        return page.ToString();
    }

    private static string State(IEnumerable<Proof> proofs) =>
        proofs.Any(p => !p.Partly) ? "works" : proofs.Any() ? "partly" : "not built";
}
