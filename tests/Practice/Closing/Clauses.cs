namespace Meent.Tests.Closing;

/// <summary>Clauses of terms as they stand in a file.</summary>
internal static class Clauses
{
    internal const string ByLine = """ "rounding": { "mode": "halfUp", "each": "line" } """;

    internal const string ByEvent = """ "rounding": { "mode": "halfUp", "each": "event" } """;

    internal static string Price(string item, string unitPrice, string more = "") => $$"""
        { "kind": "price", "code": "{{item}}", "line": "price", "items": ["{{item}}"], "unitPrice": "{{unitPrice}}",
          {{More(more)}}{{ByLine}} }
        """;

    internal static string Charge(string code, string unitPrice, bool statutory = false) => $$"""
        { "kind": "price", "code": "{{code}}", "line": "charge", "items": ["milk"], "unitPrice": "{{unitPrice}}",
          "rank": 1, "statutory": {{(statutory ? "true" : "false")}}, {{ByLine}} }
        """;

    internal static string OnCredit(string item, int rank, string more = "") => $$"""
        { "kind": "agreed", "code": "{{item}}", "line": "deduction", "items": ["{{item}}"], "rank": {{rank}},
          {{More(more)}}{{ByEvent}} }
        """;

    private static string More(string more) => more.Length == 0 ? "" : more + ", ";
}
