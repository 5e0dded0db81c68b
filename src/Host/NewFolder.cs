using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;

namespace Meent.Host;

/// <summary>An organisation that begins.</summary>
internal sealed record NewOrganisation(
    string Id, string Name, string Country, string Currency, string TimeZone, string Language);

/// <summary>Writes the folder of an organisation that has no records yet: all that an import reads, and in words what
/// each file is for.</summary>
internal static class NewFolder
{
    /// <returns>The files, by name. host.folder_not_empty; host.unknown_country;
    /// parties.unreadable_organisation.</returns>
    internal static Outcome<IReadOnlyList<string>> Write(NewOrganisation organisation, string folder)
    {
        if (organisation.Country.Length != 2 || !organisation.Country.All(char.IsAsciiLetterUpper))
        {
            return new Refusal("host.unknown_country", ("country", organisation.Country));
        }

        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            return new Refusal("host.folder_not_empty", ("folder", folder));
        }

        var words = Words.Of(organisation.Language);
        var settings = Settings(organisation, words);
        if (OrganisationSettings.Parse(settings).Refusal is { } refusal)
        {
            return refusal;
        }

        var kinds = Modules.All.OfType<IBringsReaders>().SelectMany(m => m.Kinds).OrderBy(k => k.Order).ToList();
        var files = new List<(string Name, string Text)>
        {
            ("README.txt", Readme(organisation, words, kinds)),
            ("org.json", settings),
            ("terms/example.json", Terms(organisation)),
        };
        files.AddRange(kinds.Select(k => ($"{k.Name}.csv", string.Join(',', k.Columns.Select(c => c.Name)) + "\n")));
        Directory.CreateDirectory(Path.Combine(folder, "terms"));
        foreach (var (name, text) in files)
        {
            File.WriteAllText(Path.Combine(folder, name), text, new UTF8Encoding(false));
        }

        return files.ConvertAll(f => f.Name);
    }

    private static string Readme(NewOrganisation organisation, Words words, IReadOnlyList<RecordKind> kinds)
    {
        var text = new StringBuilder();
        text.Append(words.Say("new.readme.head", ("name", organisation.Name))).Append("\n\n");
        Line("org.json", words["new.file.org"]);
        Line("terms/*.json", words["new.file.terms"]);
        foreach (var kind in kinds)
        {
            var key = $"new.file.{kind.Name}";
            var must = string.Join(", ", kind.Columns.Where(c => c.Required).Select(c => c.Name));
            var needed = words.Say("new.readme.needed", ("columns", must));
            Line($"{kind.Name}.csv", words.Keys.Contains(key) ? $"{words[key]} {needed}" : needed);
        }

        return text.Append('\n').Append(words["new.readme.foot"]).Append('\n').ToString();

        void Line(string file, string what) => text.Append($"{file,-18}").Append(what).Append('\n');
    }

    private static JsonEncodedText Json(string text) =>
        JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    private static string Settings(NewOrganisation o, Words words) => $$"""
        {
          "folderVersion": 1,
          // {{words["new.org.id"]}}
          "id": "{{Json(o.Id)}}",
          "name": "{{Json(o.Name)}}",
          "legalForm": "co-operative",
          "country": "{{o.Country}}",
          "timeZone": "{{Json(o.TimeZone)}}",
          "currency": "{{Json(o.Currency)}}",
          "language": "{{Json(o.Language)}}",
          // {{words["new.org.mainItem"]}}
          // "mainItem": "example",
          // {{words["new.org.settledRoles"]}}
          "settledRoles": ["member"],
          // {{words["new.org.cycles"]}}
          "cycles": [{ "code": "month", "kind": "month", "payDay": 5 }],
          "fiscalYearStart": "01-01",
          // {{words["new.org.protected"]}}
          "deductions": { "protected": { "amount": "0", "share": "0%" } },
          // {{words["new.org.creditLimit"]}}
          // "creditLimit": { "share": "50%", "of": "expected", "withoutHistory": "stated" },
          // {{words["new.org.rails"]}}
          "rails": [
            { "code": "cash", "kind": "cash", "step": "1" }
            // , { "code": "mobile", "kind": "mobile-money", "step": "1", "minimum": "10",
            //   "columns": { "MSISDN": "account", "Amount": "amount", "Name": "name", "Reference": "reference" } }
          ],
          // {{words["new.org.contact"]}}
          "contact": "",
          "disputeDays": 14
        }

        """;

    /// <summary>Terms that rate an item which nobody has: to copy from.</summary>
    private static string Terms(NewOrganisation o)
    {
        var titles = string.Join(
            ", ", Words.Languages.Select(l => $"\"{l}\": \"{Json(Words.Of(l)["new.terms.title"])}\""));
        return $$"""
            {
              "terms": "example",
              "title": { {{titles}} },
              "currency": "{{Json(o.Currency)}}",
              "joins": "members",
              "versions": [
                {
                  "from": "2026-01-01",
                  "adopted": "2026-01-01",
                  "adoptedBy": "{{Json(Words.Of(o.Language)["new.terms.adoptedBy"])}}",
                  "facts": {},
                  "clauses": [
                    { "kind": "price", "code": "example", "line": "price", "items": ["example"], "unitPrice": "1.00",
                      "rounding": { "mode": "halfUp", "each": "line" } }
                  ]
                }
              ]
            }

            """;
    }
}
