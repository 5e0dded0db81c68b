using Dapper;
using Meent.Kernel;
using Meent.Platform;
using NodaTime;

namespace Meent.Parties.Register;

/// <summary>Takes members.csv, the register: who holds which number, where and how they are paid, from when.</summary>
internal sealed class MemberReader(ImportContext context) : IRecordReader
{
    private const int Number = 0, Name = 1, Person = 2, Language = 3, Class = 4, From = 5, Until = 6, Route = 7,
        Point = 8, Rail = 9, Account = 10, Phone = 11, PerDay = 12, EnteredBy = 13, ConfirmedBy = 14, MovesTo = 15;

    private readonly List<Entry> taken = [];
    private readonly List<int> repeated = [];
    private readonly Dictionary<(string Number, LocalDate? From), string[]> byStart = [];

    private sealed record Entry(int Line, Party Party, Membership Membership, string[] Cells);

    internal static readonly RecordKind Own = new("members", 40,
    [
        new("number", Required: true), new("name", Required: true), new("person"), new("language"), new("class"),
        new("from", CellKind.Day), new("until", CellKind.Day), new("route"), new("point"), new("rail"), new("account"),
        new("phone"), new("expected_per_day", CellKind.Quantity), new("entered_by"), new("confirmed_by"),
        new("moves_to"),
    ]);

    public RecordKind Kind => Own;

    public Task Take(IReadOnlyList<RecordRow> rows, CancellationToken ct)
    {
        foreach (var row in rows)
        {
            var entry = Read(row);
            if (entry.Refused)
            {
                row.Trouble = new("", row.Cells[Number], entry.Refusal!);
                continue;
            }

            var key = (row.Cells[Number], entry.Value.Membership.From);
            if (byStart.TryGetValue(key, out var before))
            {
                Again(row, before);
                continue;
            }

            byStart[key] = row.Cells;
            taken.Add(entry.Value);
            context.Parties.Keep(entry.Value.Party);
        }

        return Task.CompletedTask;
    }

    /// <summary>A number has one row for a day; the same row again says nothing new.</summary>
    private void Again(RecordRow row, string[] before)
    {
        if (row.Cells.SequenceEqual(before))
        {
            repeated.Add(row.Key);
        }
        else
        {
            row.Trouble = new("from", row.Cells[From], Refusals.RowTwice(row.Cells[Number], row.Cells[From]));
        }
    }

    private Outcome<Entry> Read(RecordRow row)
    {
        var cells = row.Cells;
        var settings = context.Organisation.Settings;
        var language = cells[Language].Length == 0 ? settings.Language : cells[Language];
        var from = Days.TryParse(cells[From], out var start) ? start : (LocalDate?)null;
        var until = Days.TryParse(cells[Until], out var end) ? end : (LocalDate?)null;
        if (language is not ("nl" or "en" or "sw"))
        {
            return Refusals.UnknownLanguage(language);
        }

        if (until < from)
        {
            return Refusals.UntilBeforeFrom(cells[From], cells[Until]);
        }

        if (cells[Rail].Length > 0 && settings.Rails.All(r => r.Code != cells[Rail]))
        {
            return Refusals.UnknownRail(cells[Rail]);
        }

        if (cells[EnteredBy].Length > 0
            && string.Equals(cells[EnteredBy], cells[ConfirmedBy], StringComparison.OrdinalIgnoreCase))
        {
            return Refusals.SamePerson(cells[EnteredBy]);
        }

        var person = cells[Person].Length == 0 ? cells[Number] : cells[Person];
        var known = context.Parties.ByCode(person);
        var party = new Party(
            known?.Id ?? context.Parties.NextId(), person, "person", "member", cells[Name], language, cells[Phone],
            false);
        long? perDay = Decimals.TryParse(cells[PerDay], Quantity.Scale, out var daily) ? daily : null;
        return new Entry(
            row.Key, party, new Membership(cells[Number], party.Id, from, until, cells[Class], perDay), cells);
    }

    public async Task<RecordVerdicts> Finish(CancellationToken ct)
    {
        var work = context.Work;
        var stored = (await work.Connection.QueryAsync<string>(new CommandDefinition(
            AllAsText, new { work.OrgId }, work.Transaction, cancellationToken: ct))).ToHashSet(StringComparer.Ordinal);
        var unchanged = repeated.ToHashSet();
        var changed = new List<Entry>();
        var refused = await Accounts.ConfirmedByWhoEntered(
            work, [.. taken.Select(AccountOf).OfType<NamedAccount>()], ct);
        taken.RemoveAll(e => refused.Any(r => r.Line == e.Line));
        EndWhereTheNextBegins();
        foreach (var entry in taken)
        {
            if (stored.Contains(AsText(entry)))
            {
                unchanged.Add(entry.Line);
            }
            else
            {
                changed.Add(entry);
            }
        }

        if (changed.Count > 0)
        {
            await Write(changed, ct);
        }

        foreach (var entry in taken)
        {
            context.Parties.Keep(entry.Membership);
        }

        unchanged.ExceptWith(await Accounts.Write(work, [.. taken.Select(AccountOf).OfType<NamedAccount>()], ct));
        taken.Clear();
        repeated.Clear();
        byStart.Clear();
        return new RecordVerdicts(unchanged, refused);
    }

    /// <summary>A row holds until the next row of its number, whether that stands in this file or in the
    /// books.</summary>
    private void EndWhereTheNextBegins()
    {
        var starts = context.Parties.Memberships.Concat(taken.Select(e => e.Membership))
            .Where(m => m.From is not null)
            .GroupBy(m => m.Number, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(m => m.From!.Value).Distinct().Order().ToList(),
                StringComparer.Ordinal);
        for (var i = 0; i < taken.Count; i++)
        {
            var membership = taken[i].Membership;
            if (!starts.TryGetValue(membership.Number, out var days))
            {
                continue;
            }

            var next = days.FindIndex(d => membership.From is null || d > membership.From);
            if (next >= 0 && (membership.Until is null || membership.Until >= days[next]))
            {
                taken[i] = taken[i] with { Membership = membership with { Until = days[next].PlusDays(-1) } };
            }
        }
    }

    private async Task Write(List<Entry> changed, CancellationToken ct)
    {
        var work = context.Work;
        var last = changed.GroupBy(e => e.Party.Id).Select(g => g.Last().Party).ToList();
        var parameters = new
        {
            work.OrgId,
            Written = await work.Written(ct),
            Ids = last.Select(p => p.Id).ToArray(),
            Codes = last.Select(p => p.Code).ToArray(),
            Names = last.Select(p => p.Name).ToArray(),
            Languages = last.Select(p => p.Language).ToArray(),
            Phones = last.Select(p => p.Phone).ToArray(),
            Numbers = changed.Select(e => e.Membership.Number).ToArray(),
            Holders = changed.Select(e => e.Party.Id).ToArray(),
            Froms = changed.Select(e => e.Membership.From?.ToDateOnly()).ToArray(),
            Untils = changed.Select(e => e.Membership.Until?.ToDateOnly()).ToArray(),
            Classes = changed.Select(e => e.Membership.Class).ToArray(),
            PerDays = changed.Select(e => e.Membership.ExpectedPerDay).ToArray(),
            Routes = changed.Select(e => e.Cells[Route]).ToArray(),
            Points = changed.Select(e => e.Cells[Point]).ToArray(),
            Moves = changed.Select(e => e.Cells[MovesTo]).ToArray(),
        };
        foreach (var statement in (string[])[StoreParties, CutMemberships, StoreMemberships, CutPlacements,
            StorePlacements])
        {
            await work.Connection.ExecuteAsync(
                new CommandDefinition(statement, parameters, work.Transaction, cancellationToken: ct));
        }
    }

    private static NamedAccount? AccountOf(Entry e) => e.Cells[Rail].Length == 0 ? null : new NamedAccount(
        e.Line, e.Party.Id, e.Membership.From?.ToDateOnly() ?? DateOnly.MinValue, e.Cells[Rail], e.Cells[Account],
        e.Cells[EnteredBy], e.Cells[ConfirmedBy]);

    private static string AsText(Entry e) => string.Join(
        '\u001f', e.Membership.Number, e.Party.Code, e.Party.Name, e.Party.Language, e.Party.Phone,
        e.Membership.From?.Iso() ?? "", e.Membership.Until?.Iso() ?? "", e.Membership.Class,
        e.Membership.ExpectedPerDay?.ToString() ?? "", e.Cells[Route], e.Cells[Point], e.Cells[MovesTo]);

    private const string AllAsText = """
        select concat_ws(E'\x1f', m.number, p.code, p.name, p.language, p.phone, coalesce(lower(m.valid)::text, ''),
          coalesce((upper(m.valid) - 1)::text, ''), m.class, coalesce(m.expected_per_day::text, ''), l.route, l.point,
          coalesce(m.moved_to, ''))
        from parties.membership m
        join parties.party p on p.org_id = m.org_id and p.party_id = m.party_id
        join parties.placement l on l.org_id = m.org_id and l.number = m.number and l.valid = m.valid
        where m.org_id = @OrgId order by m.number, m.valid limit 10000000
        """;

    private const string StoreParties = """
        insert into parties.party (org_id, party_id, code, kind, role, name, language, phone, written_id)
        select @OrgId, id, code, 'person', 'member', name, language, phone, @Written
        from unnest(@Ids::int[], @Codes::text[], @Names::text[], @Languages::text[], @Phones::text[])
          as u (id, code, name, language, phone)
        on conflict (org_id, party_id) do update set name = excluded.name, language = excluded.language,
          phone = excluded.phone, provisional = false, written_id = excluded.written_id
        """;

    // A later row of the same number cuts the one before it; a row from the same day replaces it.
    private const string CutMemberships = """
        with u as (select number, coalesce(day, '-infinity'::date) as day
                   from unnest(@Numbers::text[], @Froms::date[]) as u (number, day)),
        gone as (
          delete from parties.membership m using u
          where m.org_id = @OrgId and m.number = u.number and coalesce(lower(m.valid), '-infinity'::date) = u.day)
        update parties.membership m set valid = daterange(lower(m.valid), u.day)
        from (select number, min(day) as day from u group by number) u
        where m.org_id = @OrgId and m.number = u.number and m.valid @> u.day
          and coalesce(lower(m.valid), '-infinity'::date) < u.day
        """;

    private const string StoreMemberships = """
        insert into parties.membership (org_id, number, valid, party_id, class, moved_to, expected_per_day, written_id)
        select @OrgId, number, daterange(day, until, '[]'),
          holder, class, nullif(moves, ''), per_day, @Written
        from unnest(@Numbers::text[], @Holders::int[], @Froms::date[], @Untils::date[], @Classes::text[],
          @Moves::text[], @PerDays::bigint[])
          as u (number, holder, day, until, class, moves, per_day)
        """;

    private const string CutPlacements = """
        with u as (select number, coalesce(day, '-infinity'::date) as day
                   from unnest(@Numbers::text[], @Froms::date[]) as u (number, day)),
        gone as (
          delete from parties.placement m using u
          where m.org_id = @OrgId and m.number = u.number and coalesce(lower(m.valid), '-infinity'::date) = u.day)
        update parties.placement m set valid = daterange(lower(m.valid), u.day)
        from (select number, min(day) as day from u group by number) u
        where m.org_id = @OrgId and m.number = u.number and m.valid @> u.day
          and coalesce(lower(m.valid), '-infinity'::date) < u.day
        """;

    private const string StorePlacements = """
        insert into parties.placement (org_id, number, valid, route, point, written_id)
        select @OrgId, number, daterange(day, until, '[]'),
          route, point, @Written
        from unnest(@Numbers::text[], @Froms::date[], @Untils::date[], @Routes::text[], @Points::text[])
          as u (number, day, until, route, point)
        """;
}
