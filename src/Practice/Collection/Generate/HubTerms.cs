using System.Text.Encodings.Web;
using System.Text.Json;
using Meent.Kernel;

namespace Meent.Collection.Generate;

/// <summary>Writes org.json and terms/*.json. The terms hold from the year before, so that late records have a
/// price.</summary>
internal static class HubTerms
{
    public static void Write(HubRequest request, Currency currency, (long Arrears, long Credit) opening, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "terms"));
        File.WriteAllText(Path.Combine(folder, "org.json"), Organisation(request, currency, opening));
        Terms("milk", ("Milk", "Melk", "Maziwa"), MilkClauses(request));
        Terms("advances", ("Advances", "Voorschotten", "Malipo ya awali"), Agreed("advance", "advance", 3, ""));
        Terms("inputs", ("Store and feed", "Winkel en voer", "Duka na chakula cha mifugo"),
            Agreed("feed", "feed", 4, Remitted("claim", "0")) + ",\n" + Agreed("store", "store", 4, ""));
        Terms("services", ("Vet and insemination", "Dierenarts en inseminatie", "Daktari wa mifugo na uhimilishaji"),
            Agreed("vet", "vet", 5, Remitted("collection", "5")) + ",\n"
            + Agreed("ai", "ai", 5, Remitted("claim", "0")));

        void Terms(string code, (string En, string Nl, string Sw) title, string clauses) =>
            File.WriteAllText(Path.Combine(folder, "terms", code + ".json"), $$"""
            {
              "terms": "{{code}}",
              "title": { "en": "{{title.En}}", "nl": "{{title.Nl}}", "sw": "{{title.Sw}}" },
              "currency": "{{currency.Code}}",
              "joins": "members",
              "versions": [
                {
                  "from": "{{request.First.Year - 1}}-01-01",
                  "adopted": "{{request.First.Year - 2}}-12-15",
                  "adoptedBy": "general meeting (example)",
                  "facts": {{{(request.Grades && code == "milk" ? GradeFact : "")}}},
                  "clauses": [
            {{clauses}}
                  ]
                }
              ]
            }

            """);
    }

    private const string GradeFact = """ "grade": { "kind": "measured", "measure": "grade" } """;

    private static string MilkClauses(HubRequest request)
    {
        var price = request.PriceMicros % 10_000 == 0
            ? Decimals.Fixed(request.PriceMicros / 10_000, 2)
            : Decimals.Trimmed(request.PriceMicros, UnitPrice.Scale);
        var grade = !request.Grades ? "" : """
                    { "kind": "step", "code": "grade", "line": "price", "items": ["milk"], "fact": "grade",
                      "title": { "en": "Grade", "nl": "Klasse", "sw": "Daraja" },
                      "table": { "A": "2.00", "B": "1.00", "C": "0.00" },
                      "rounding": { "mode": "halfUp", "each": "line" } },

            """;
        return $$"""
                    { "kind": "price", "code": "milk", "line": "price", "items": ["milk"], "unitPrice": "{{price}}",
                      "rounding": { "mode": "halfUp", "each": "line" } },
            {{grade}}        { "kind": "price", "code": "levy", "line": "charge", "items": ["milk"],
                      "unitPrice": "0.20",
                      "title": { "en": "Dairy board levy", "nl": "Heffing zuivelraad", "sw": "Ada ya bodi ya maziwa" },
                      "statutory": true, "rank": 1, "rounding": { "mode": "halfUp", "each": "line" } },
                    { "kind": "price", "code": "transport", "line": "charge", "items": ["milk"], "unitPrice": "2.00",
                      "title": { "en": "Transport", "nl": "Vervoer", "sw": "Usafiri" },
                      "rank": 2, "rounding": { "mode": "halfUp", "each": "line" } }
            """;
    }

    private static string Agreed(string code, string item, int rank, string remit) => $$"""
                    { "kind": "agreed", "code": "{{code}}", "line": "deduction", "items": ["{{item}}"],
                      "rank": {{rank}}, {{remit}}"rounding": { "mode": "halfUp", "each": "event" } }
            """;

    private static string Remitted(string when, string percent) =>
        $$""" "remit": { "when": "{{when}}", "commissionPercent": "{{percent}}" }, """.TrimStart();

    private static JsonEncodedText Json(string text) =>
        JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    private static string Organisation(
        HubRequest request, Currency currency, (long Arrears, long Credit) opening) => $$"""
        {
          "folderVersion": 1,
          "id": "{{request.Id}}",
          "name": "{{Json(request.Name)}}",
          "legalForm": "co-operative",
          "country": "KE",
          "timeZone": "Africa/Nairobi",
          "currency": "{{currency.Code}}",
          "language": "en",
          "mainItem": "milk",
          "settledRoles": ["member"],
          "cycles": [{ "code": "month", "kind": "month", "payDay": 5, "first": "{{request.First.Iso()[..7]}}" }],
          "fiscalYearStart": "01-01",
          "deductions": {
            "protected": { "amount": "{{Purchases.Whole(0, currency)}}", "share": "1/3" }
          },
          "creditLimit": { "share": "50%", "of": "expected", "withoutHistory": "stated" },
          "rails": [
            { "code": "mobile", "kind": "mobile-money", "step": "{{Purchases.Whole(1, currency)}}",
              "minimum": "{{Purchases.Whole(10, currency)}}",
              "columns": { "MSISDN": "account", "Amount": "amount", "Name": "name", "Reference": "reference" } },
            { "code": "bank", "kind": "pain.001", "step": "{{new Money(1, currency)}}",
              "debtorName": "{{Json(request.Name)}}", "debtorAccount": "01100000001", "debtorAgent": "XXXXKENX" },
            { "code": "cash", "kind": "cash", "step": "{{Purchases.Whole(1, currency)}}" }
          ],
          "openingTotals": {
            "arrears": "{{new Money(opening.Arrears, currency)}}", "credit": "{{new Money(opening.Credit, currency)}}"
          },
          "contact": "0700 000 000",
          "disputeDays": 14
        }

        """;
}
