using Dapper;
using Meent.Platform;

namespace Meent.Parties.Register;

/// <summary>Takes parties.csv: providers, customers and other firms that are no members.</summary>
internal sealed class PartyReader(ImportContext context) : IRecordReader
{
    private readonly List<(Party Party, string Country, string TaxNumber)> taken = [];
    private readonly HashSet<int> unchanged = [];
    private readonly Dictionary<string, (string Rail, string Account)> channels = new(StringComparer.Ordinal);

    internal static readonly RecordKind Own = new("parties", 30,
    [
        new("party", Required: true), new("name", Required: true), new("role", Required: true), new("kind"),
        new("language"), new("country"), new("rail"), new("account"), new("tax_number"),
    ]);

    public RecordKind Kind => Own;

    public Task Take(IReadOnlyList<RecordRow> rows, CancellationToken ct)
    {
        foreach (var row in rows)
        {
            var language = row.Cells[4].Length == 0 ? context.Organisation.Settings.Language : row.Cells[4];
            if (language is not ("nl" or "en" or "sw"))
            {
                row.Trouble = new("language", language, Refusals.UnknownLanguage(language));
                continue;
            }

            var known = context.Parties.ByCode(row.Cells[0]);
            var kind = row.Cells[3].Length == 0 ? "firm" : row.Cells[3];
            var party = new Party(
                known?.Id ?? context.Parties.NextId(), row.Cells[0], kind, row.Cells[2], row.Cells[1], language, "",
                    false);
            if (row.Cells[6].Length > 0)
            {
                channels[party.Code] = (row.Cells[6], row.Cells[7]);
            }

            if (party == known)
            {
                unchanged.Add(row.Key);
                continue;
            }

            context.Parties.Keep(party);
            taken.Add((party, row.Cells[5], row.Cells[8]));
        }

        return Task.CompletedTask;
    }

    public async Task<RecordVerdicts> Finish(CancellationToken ct)
    {
        var work = context.Work;
        foreach (var (party, country, taxNumber) in taken)
        {
            await work.Connection.ExecuteAsync(new CommandDefinition(
                Store,
                new
                {
                    work.OrgId, party.Id, party.Code, party.Kind, party.Role, party.Name, party.Language,
                    Country = country.Length == 0 ? null : country, TaxNumber = taxNumber,
                    Written = await work.Written(ct),
                },
                work.Transaction,
                cancellationToken: ct));
            if (channels.TryGetValue(party.Code, out var channel))
            {
                await Channels.First(work, party.Id, channel.Rail, channel.Account, ct);
            }
        }

        return new RecordVerdicts(unchanged, []);
    }

    private const string Store = """
        insert into parties.party (org_id, party_id, code, kind, role, name, language, country, tax_number, written_id)
        values (@OrgId, @Id, @Code, @Kind, @Role, @Name, @Language, @Country, @TaxNumber, @Written)
        on conflict (org_id, party_id) do update set name = excluded.name, role = excluded.role,
          kind = excluded.kind, language = excluded.language, written_id = excluded.written_id
        """;
}
