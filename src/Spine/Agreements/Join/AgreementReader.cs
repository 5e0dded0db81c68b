using Dapper;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using NodaTime;

namespace Meent.Agreements.Join;

/// <summary>Takes agreements.csv: who joined terms that list their parties.</summary>
internal sealed class AgreementReader(ImportContext context) : IRecordReader
{
    private readonly List<(int Line, int Terms, int Party, LocalDate From, LocalDate? Until)> taken = [];
    private TermsBook? book;

    internal static readonly RecordKind Own = new("agreements", 50,
    [
        new("terms", Required: true), new("member", Required: true), new("from", CellKind.Day, Required: true),
        new("until", CellKind.Day),
    ]);

    public RecordKind Kind => Own;

    public async Task Take(IReadOnlyList<RecordRow> rows, CancellationToken ct)
    {
        book ??= await TermsBook.Load(context.Work, ct);
        foreach (var row in rows)
        {
            Days.TryParse(row.Cells[2], out var from);
            var until = Days.TryParse(row.Cells[3], out var end) ? end : (LocalDate?)null;
            var terms = book.ByCode(row.Cells[0]);
            var party = context.Parties.ByNumber(row.Cells[1], from) ?? context.Parties.ByCode(row.Cells[1])?.Id;
            if (terms is null || party is null)
            {
                row.Trouble = terms is null
                    ? new("terms", row.Cells[0], Refusals.UnknownTerms(row.Cells[0]))
                    : new("member", row.Cells[1], new Refusal("parties.unknown_member", ("number", row.Cells[1])));
                continue;
            }

            taken.Add((row.Key, terms.Id, party.Value, from, until));
        }
    }

    public async Task<RecordVerdicts> Finish(CancellationToken ct)
    {
        var work = context.Work;
        var unchanged = new HashSet<int>();
        foreach (var (line, terms, party, from, until) in taken)
        {
            var rows = await work.Connection.ExecuteAsync(new CommandDefinition(
                Store,
                new
                {
                    work.OrgId, Terms = terms, Party = party, From = from.ToDateOnly(), Until = until?.ToDateOnly(),
                    Written = await work.Written(ct),
                },
                work.Transaction,
                cancellationToken: ct));
            if (rows == 0)
            {
                unchanged.Add(line);
            }
        }

        return new RecordVerdicts(unchanged, []);
    }

    private const string Store = """
        insert into agreements.agreement (org_id, terms_id, party_id, valid, written_id)
        values (@OrgId, @Terms, @Party, daterange(@From, @Until::date, '[]'), @Written) on conflict do nothing
        """;
}
