using System.Globalization;
using System.Text.Json;

namespace Meent.Reference;

/// <summary>A clause of the subset that is reckoned here: price, step by a table of grades, agreed, fixed,
/// percent.</summary>
internal sealed record ClauseRule
{
    public required string Kind { get; init; }
    public required string Code { get; init; }
    public required string Line { get; init; }
    public string[] Items { get; init; } = [];
    public decimal UnitPrice { get; init; }
    public decimal Per { get; init; } = 1;
    public string Mode { get; init; } = "halfUp";
    public bool EachEvent { get; init; }
    public int Rank { get; init; }
    public bool Statutory { get; init; }
    public string RemitWhen { get; init; } = "";
    public decimal CommissionPercent { get; init; }
    public Dictionary<string, decimal> Grades { get; init; } = [];
    public decimal Amount { get; init; }
    public bool OncePerPeriod { get; init; }
    public string[] Of { get; init; } = [];
    public decimal Percent { get; init; }
}

internal sealed record VersionRule(DateOnly From, DateOnly? Until, ClauseRule[] Clauses);

internal sealed record TermsSet(string Code, bool Listed, VersionRule[] Versions)
{
    public int VersionOn(DateOnly day) =>
        Array.FindLastIndex(Versions, v => v.From <= day) is var i and >= 0 && !(Versions[i].Until < day) ? i : -1;
}

/// <summary>Reads terms/*.json.</summary>
internal static class TermsBook
{
    public static List<TermsSet> Read(string folder) => [.. Directory.GetFiles(folder, "*.json")
        .Order(StringComparer.Ordinal)
        .Select(path => One(JsonDocument.Parse(File.ReadAllText(path)).RootElement))
        .OrderBy(t => t.Code, StringComparer.Ordinal)];

    private static TermsSet One(JsonElement terms) => new(
        terms.GetProperty("terms").GetString()!,
        Folder.Text(terms, "joins", "members") == "listed",
        [.. terms.GetProperty("versions").EnumerateArray().Select(Version).OrderBy(v => v.From)]);

    private static VersionRule Version(JsonElement version)
    {
        var grade = version.TryGetProperty("facts", out var facts)
            ? facts.EnumerateObject().Where(f => Folder.Text(f.Value, "measure", "") == "grade")
                .Select(f => f.Name).ToArray()
            : [];
        return new VersionRule(
            Folder.Day(version.GetProperty("from").GetString()!)!.Value,
            Folder.Day(Folder.Text(version, "until", "")),
            [.. version.GetProperty("clauses").EnumerateArray().Select(c => Clause(c, grade))]);
    }

    private static ClauseRule Clause(JsonElement clause, string[] gradeFacts)
    {
        var kind = clause.GetProperty("kind").GetString()!;
        if (kind is not ("price" or "agreed" or "fixed" or "percent")
            && !(kind == "step" && clause.TryGetProperty("table", out _)
                && gradeFacts.Contains(clause.GetProperty("fact").GetString())))
        {
            throw new NotSupportedException($"clause of kind {kind}");
        }

        var rounding = clause.GetProperty("rounding");
        var remit = clause.TryGetProperty("remit", out var r) ? r : default;
        return new ClauseRule
        {
            Kind = kind,
            Code = clause.GetProperty("code").GetString()!,
            Line = clause.GetProperty("line").GetString()!,
            Items = Texts(clause, "items"),
            UnitPrice = Folder.Number(Folder.Text(clause, "unitPrice", "0")),
            Per = clause.TryGetProperty("per", out var per)
                ? decimal.Parse(per.ToString(), CultureInfo.InvariantCulture)
                : 1,
            Mode = rounding.GetProperty("mode").GetString()!,
            EachEvent = rounding.GetProperty("each").GetString() == "event",
            Rank = clause.TryGetProperty("rank", out var rank) ? rank.GetInt32() : 0,
            Statutory = clause.TryGetProperty("statutory", out var statutory) && statutory.GetBoolean(),
            RemitWhen = remit.ValueKind == JsonValueKind.Object ? Folder.Text(remit, "when", "claim") : "",
            CommissionPercent = remit.ValueKind == JsonValueKind.Object
                ? Folder.Number(Folder.Text(remit, "commissionPercent", "0"))
                : 0,
            Grades = clause.TryGetProperty("table", out var table)
                ? table.EnumerateObject().ToDictionary(p => p.Name, p => Folder.Number(p.Value.GetString()!))
                : [],
            Amount = Folder.Number(Folder.Text(clause, "amount", "0")),
            OncePerPeriod = Folder.Text(clause, "each", "event") == "period",
            Of = Texts(clause, "of"),
            Percent = Folder.Number(Folder.Text(clause, "percent", "0")),
        };
    }

    private static string[] Texts(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(e => e.GetString()!)] : [];
}
