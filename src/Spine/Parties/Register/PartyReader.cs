using Dapper;
using Meent.Kernel;
using Meent.Platform;

namespace Meent.Parties.Register;

/// <summary>Takes parties.csv: providers, customers and other firms that are no members.</summary>
internal sealed class PartyReader(ImportContext context) : IRecordReader
{
    private readonly List<(int Line, Party Party, string Country, string TaxNumber)> taken = [];
    private readonly List<NamedAccount> accounts = [];

    internal static readonly RecordKind Own = new("parties", 30,
    [
        new("party", Required: true), new("name", Required: true), new("role", Required: true), new("kind"),
        new("language"), new("country"), new("rail"), new("account"), new("tax_number"), new("from", CellKind.Day),
        new("entered_by"), new("confirmed_by"),
    ]);

    public RecordKind Kind => Own;

    public Task Take(IReadOnlyList<RecordRow> rows, CancellationToken ct)
    {
        foreach (var row in rows)
        {
            var c = row.Cells;
            var kind = c[3].Length == 0 ? "firm" : c[3];
            var language = c[4].Length == 0 ? context.Organisation.Settings.Language : c[4];
            row.Trouble = Trouble(c, kind, language);
            if (row.Trouble is not null)
            {
                continue;
            }

            var id = context.Parties.ByCode(c[0])?.Id ?? context.Parties.NextId();
            var party = new Party(id, c[0], kind, c[2], c[1], language, "", false);
            if (c[6].Length > 0)
            {
                var from = Days.TryParse(c[9], out var day) ? day.ToDateOnly() : DateOnly.MinValue;
                accounts.Add(new NamedAccount(row.Key, id, from, c[6], c[7], c[10], c[11]));
            }

            context.Parties.Keep(party);
            taken.Add((row.Key, party, c[5], c[8]));
        }

        return Task.CompletedTask;
    }

    private Trouble? Trouble(string[] c, string kind, string language) =>
        language is not ("nl" or "en" or "sw") ? new("language", language, Refusals.UnknownLanguage(language))
        : kind is not ("person" or "firm" or "organisation") ? new("kind", kind, Refusals.UnknownKind(kind))
        : c[5].Length > 0 && !Countries.IsCode(c[5]) ? new("country", c[5], Refusals.UnknownCountry(c[5]))
        : c[6].Length > 0 && context.Organisation.Settings.Rails.All(r => r.Code != c[6])
            ? new("rail", c[6], Refusals.UnknownRail(c[6]))
        : c[10].Length > 0 && string.Equals(c[10], c[11], StringComparison.OrdinalIgnoreCase)
            ? new("confirmed_by", c[11], Refusals.SamePerson(c[11]))
        : null;

    public async Task<RecordVerdicts> Finish(CancellationToken ct)
    {
        var work = context.Work;
        var refused = await Accounts.ConfirmedByWhoEntered(work, accounts, ct);
        var aside = refused.Select(r => r.Line).ToHashSet();
        taken.RemoveAll(t => aside.Contains(t.Line));
        accounts.RemoveAll(a => aside.Contains(a.Line));
        var unchanged = new HashSet<int>();
        foreach (var (line, party, country, taxNumber) in taken)
        {
            var written = await work.Connection.ExecuteAsync(new CommandDefinition(
                Store,
                new
                {
                    work.OrgId, party.Id, party.Code, party.Kind, party.Role, party.Name, party.Language,
                    Country = country.Length == 0 ? null : country, TaxNumber = taxNumber,
                    Written = await work.Written(ct),
                },
                work.Transaction,
                cancellationToken: ct));
            if (written == 0)
            {
                unchanged.Add(line);
            }
        }

        unchanged.ExceptWith(await Accounts.Write(work, accounts, ct));
        taken.Clear();
        accounts.Clear();
        return new RecordVerdicts(unchanged, refused);
    }

    // A file without country or tax number says nothing about them.
    private const string Store = """
        insert into parties.party (org_id, party_id, code, kind, role, name, language, country, tax_number, written_id)
        values (@OrgId, @Id, @Code, @Kind, @Role, @Name, @Language, @Country, @TaxNumber, @Written)
        on conflict (org_id, party_id) do update set name = excluded.name, role = excluded.role,
          kind = excluded.kind, language = excluded.language, country = coalesce(excluded.country, party.country),
          tax_number = coalesce(nullif(excluded.tax_number, ''), party.tax_number), written_id = excluded.written_id
        where (party.name, party.role, party.kind, party.language, party.country, party.tax_number)
          is distinct from (excluded.name, excluded.role, excluded.kind, excluded.language,
            coalesce(excluded.country, party.country), coalesce(nullif(excluded.tax_number, ''), party.tax_number))
        """;
}
