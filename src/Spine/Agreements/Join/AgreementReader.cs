using Dapper;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using NodaTime;

namespace Meent.Agreements.Join;

/// <summary>Takes agreements.csv: who joined terms that list their parties.</summary>
internal sealed class AgreementReader(ImportContext context) : IRecordReader
{
    private readonly List<Row> taken = [];
    private TermsBook? book;

    private sealed record Row(
        int Line, KeptTerms Terms, string Member, int Party, LocalDate From, LocalDate? Until, string Weight);

    private const int MostPlaces = 6;

    internal static readonly RecordKind Own = new("agreements", 50,
    [
        new("terms", Required: true), new("member", Required: true), new("from", CellKind.Day, Required: true),
        new("until", CellKind.Day), new("weight", CellKind.Number),
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
            row.Trouble = terms is null ? new("terms", row.Cells[0], Refusals.UnknownTerms(row.Cells[0]))
                : party is null
                    ? new("member", row.Cells[1], new Refusal("parties.unknown_member", ("number", row.Cells[1])))
                : Other(terms) is { } other && (row.Cells[1] != other || context.Parties.ByCode(other) is null)
                    ? new("member", row.Cells[1], Refusals.NotTheOtherSide(terms.Terms.Code, row.Cells[1], other))
                : until < from
                    ? new("until", row.Cells[3], Refusals.UntilBeforeFrom(row.Cells[2], row.Cells[3]))
                : row.Cells[4].Length > 0 && (!Figure.TryParse(row.Cells[4], out var weight)
                    || weight < default(Figure) || weight.Scale > MostPlaces)
                    ? new("weight", row.Cells[4], Refusals.NoWeight(row.Cells[4]))
                : null;
            if (row.Trouble is null)
            {
                taken.Add(new Row(row.Key, terms!, row.Cells[1], party!.Value, from, until, row.Cells[4]));
            }
        }
    }

    private string? Other(KeptTerms terms) => terms.Terms.OtherSide(context.Organisation.Settings.Id);

    public async Task<RecordVerdicts> Finish(CancellationToken ct)
    {
        var unchanged = new HashSet<int>();
        var refused = new List<(int, Trouble)>();
        // What ends earlier than it did makes room for what begins in this file.
        foreach (var row in taken.OrderBy(r => Standing(r) is null).ThenBy(r => r.Until ?? LocalDate.MaxIsoValue))
        {
            var standing = Standing(row);
            if (standing is { } same && same.Until == row.Until && SameWeight(row))
            {
                unchanged.Add(row.Line);
            }
            else if (Others(row).FirstOrDefault(r => Overlap(r, (row.From, row.Until))) is { From: { } other })
            {
                refused.Add((row.Line, new Trouble(
                    "from", row.From.Iso(), Refusals.JoinedAlready(row.Terms.Terms.Code, row.Member, other))));
            }
            else if (standing is not null && !SameWeight(row))
            {
                refused.Add((row.Line, new Trouble(
                    "weight", row.Weight, Refusals.WeightStands(row.Terms.Terms.Code, row.Member, row.From))));
            }
            else
            {
                await Write(row, standing is not null, ct);
            }
        }

        taken.Clear();
        return new RecordVerdicts(unchanged, refused);
    }

    private (LocalDate? From, LocalDate? Until)? Standing(Row row)
    {
        var ranges = book!.Joined(row.Terms.Id, row.Party).Where(r => r.From == row.From).ToList();
        return ranges.Count == 0 ? null : ranges[0];
    }

    /// <summary>A weight is part of what was agreed: another one is another agreement, from its own day.</summary>
    private bool SameWeight(Row row) =>
        book!.WeightOf(row.Terms.Id, row.Party, row.From)
        == (Figure.TryParse(row.Weight, out var said) ? said : Figure.Of(1, 0));

    private IEnumerable<(LocalDate? From, LocalDate? Until)> Others(Row row) =>
        book!.Joined(row.Terms.Id, row.Party).Where(r => r.From != row.From);

    private static bool Overlap(
        (LocalDate? From, LocalDate? Until) one, (LocalDate? From, LocalDate? Until) other) =>
        (one.Until is null || other.From is null || other.From <= one.Until)
        && (other.Until is null || one.From is null || one.From <= other.Until);

    private async Task Write(Row row, bool stands, CancellationToken ct)
    {
        var work = context.Work;
        await work.Connection.ExecuteAsync(new CommandDefinition(
            stands ? SetEnd : Store,
            new
            {
                work.OrgId, Terms = row.Terms.Id, row.Party, From = row.From.ToDateOnly(),
                Until = row.Until?.ToDateOnly(), row.Weight, Written = await work.Written(ct),
            },
            work.Transaction,
            cancellationToken: ct));
        if (stands)
        {
            book!.EndOn(row.Terms.Id, row.Party, row.From, row.Until);
        }
        else
        {
            book!.Join(row.Terms.Id, row.Party, row.From, row.Until, row.Weight);
        }
    }

    private const string Store = """
        insert into agreements.agreement (org_id, terms_id, party_id, valid, params, written_id)
        values (@OrgId, @Terms, @Party, daterange(@From, @Until::date, '[]'),
          case when @Weight::text = '' then '{}'::jsonb else jsonb_build_object('weight', @Weight::text) end,
          @Written)
        """;

    private const string SetEnd = """
        update agreements.agreement set valid = daterange(@From, @Until::date, '[]'), written_id = @Written
        where org_id = @OrgId and terms_id = @Terms and party_id = @Party and lower(valid) = @From
        """;
}
