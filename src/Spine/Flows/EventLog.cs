using Dapper;
using Meent.Kernel;
using Meent.Platform;
using NodaTime;
using Npgsql;

namespace Meent.Flows;

/// <summary>Which events of a month settle in a period.</summary>
/// <param name="ForPeriod">The month in which they occurred.</param>
/// <param name="FirstId">Of the ids that hold a day; null where none does.</param>
/// <param name="Named">There are ids made of names, which hold no day.</param>
public sealed record Span(int Period, int ForPeriod, Guid? FirstId, Guid? LastId, bool Named, long Events);

/// <summary>Reads events as a stream, in no order.</summary>
public static class EventLog
{
    private const int Batch = 4096;

    /// <summary>The spans of all months that records of a period touch, and of those months in earlier
    /// periods.</summary>
    public static async Task<IReadOnlyList<Span>> Spans(Work work, CancellationToken ct)
    {
        var rows = await work.Connection.QueryAsync<(int, int, Guid?, Guid?, bool, long)>(
            new CommandDefinition(AllSpans, new { work.OrgId }, work.Transaction, cancellationToken: ct));
        return rows.Select(r => new Span(r.Item1, r.Item2, r.Item3, r.Item4, r.Item5, r.Item6)).ToList();
    }

    /// <summary>Hands every event of the days that settled in a period up to <paramref name="untilPeriod"/> to the
    /// visitor; of those by the terms <paramref name="shared"/> only what both sides had said by then.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<long> Read(
        Work work, IReadOnlyList<Span> spans, LocalDate from, LocalDate until, int untilPeriod,
        IReadOnlyList<int> shared, EventVisitor visit, CancellationToken ct)
    {
        if (spans.Count == 0)
        {
            return 0;
        }

        await using var command = shared.Count == 0
            ? Command(Events, EventsWithNamed, work, spans, from, until, untilPeriod)
            : Command(EventsSaidByBoth, EventsSaidByBothWithNamed, work, spans, from, until, untilPeriod, shared);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var batch = (int)Math.Clamp(spans.Sum(s => s.Events), 1, Batch);
        return await Task.Run(() => Visit(new PackedEvent(reader, untilPeriod), batch, visit, ct), ct);
    }

    /// <summary>The events of one party, and those that it provided to another one, with their ids, that settled in a
    /// period up to <paramref name="untilPeriod"/>.</summary>
    public static async Task<IReadOnlyList<(Guid Id, FlowEvent Event)>> Of(
        Work work, IReadOnlyList<Span> spans, LocalDate from, LocalDate until, int untilPeriod,
        IReadOnlyList<int> shared, int party, CancellationToken ct)
    {
        var events = new List<(Guid, FlowEvent)>();
        if (spans.Count == 0)
        {
            return events;
        }

        await using var command = Command(
            EventsOfParty, EventsOfPartyWithNamed, work, spans, from, until, untilPeriod, shared);
        command.Parameters.AddWithValue("Party", party);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var packed = new PackedEvent(reader, untilPeriod);
        while (await reader.ReadAsync(ct))
        {
            events.Add((reader.GetGuid(PackedEvent.Behind), packed.Current()));
        }

        return events;
    }

    /// <summary>Accepted quantity by party of the events of some items that settled in a period up to <paramref
    /// name="untilPeriod"/>, reversals taken off; thousandths.</summary>
    /// <param name="shared">Terms between organisations: what only one of them said does not count.</param>
    /// <param name="provides">Of who provided (true) or received (false); null: of whose event it is.</param>
    public static async Task<IReadOnlyList<(int Party, long Quantity)>> Quantities(
        Work work, IReadOnlyList<int> items, bool? provides, LocalDate from, LocalDate until, int untilPeriod,
        IReadOnlyList<int> shared, CancellationToken ct) =>
        (await work.Connection.QueryAsync<(int, long)>(new CommandDefinition(
            SumsByParty,
            new
            {
                work.OrgId, Items = items.ToArray(), Provides = provides == true, Receives = provides == false,
                From = from.ToDateOnly(), Until = until.ToDateOnly(), UntilPeriod = untilPeriod,
                Shared = shared.ToArray(),
            },
            work.Transaction,
            cancellationToken: ct))).AsList();

    private static NpgsqlCommand Command(
        string dated, string withNamed, Work work, IReadOnlyList<Span> spans, LocalDate from, LocalDate until,
        int untilPeriod, IReadOnlyList<int>? shared = null)
    {
        // Names in one month must not widen the range of the others to all months: they have one of their own.
        var named = spans.Any(s => s.Named);
        var command = new NpgsqlCommand(named ? withNamed : dated, work.Connection, work.Transaction);
        if (named)
        {
            command.Parameters.AddWithValue("FirstDated", EdgeId.FirstDated);
        }

        if (shared is not null)
        {
            command.Parameters.AddWithValue("Shared", shared.ToArray());
        }

        command.Parameters.AddWithValue("OrgId", work.OrgId);
        command.Parameters.AddWithValue("First", spans.Min(s => s.FirstId) ?? Guid.AllBitsSet);
        command.Parameters.AddWithValue("Last", spans.Max(s => s.LastId) ?? Guid.Empty);
        command.Parameters.AddWithValue("From", from.ToDateOnly());
        command.Parameters.AddWithValue("Until", until.ToDateOnly());
        command.Parameters.AddWithValue("UntilPeriod", untilPeriod);
        return command;
    }

    /// <summary>Reads a batch while the one before is visited: the visitor takes as long as reading does.</summary>
    private static async Task<long> Visit(
        PackedEvent packed, int size, EventVisitor visit, CancellationToken ct)
    {
        var (batch, other) = (new FlowEvent[size], new FlowEvent[size]);
        long count = 0;
        for (var filled = packed.Fill(batch); filled > 0; (batch, other) = (other, batch))
        {
            ct.ThrowIfCancellationRequested();
            var next = other;
            // A task for each row would take longer than the row.
            var reading = Task.Run(() => packed.Fill(next), CancellationToken.None);
            try
            {
                for (var i = 0; i < filled; i++)
                {
                    visit(in batch[i]);
                }
            }
            finally
            {
                // Also where the visitor stumbled: nobody takes the reader away from who still reads.
                count += filled;
                filled = await reading;
            }
        }

        return count;
    }

    private const string AllSpans = """
        select period_id, for_period, first_id, last_id, named, events from flows.span
        where org_id = @OrgId order by period_id, for_period limit 1000000
        """;

    private const string Settled = "occurred_on between @From and @Until and period_id <= @UntilPeriod";

    private const string Dated = "event_id between @First and @Last";

    private const string DatedOrNamed = "(event_id between @First and @Last or event_id < @FirstDated)";

    /// <summary>Of a record between two organisations both have to have said the same.</summary>
    private const string SaidByBoth = """
        (terms_id <> all (@Shared::int[]) or event_id in (
          select e.event_id from flows.exchange e
          join flows.counterpart c on c.org_id = e.org_id and c.agreement = e.agreement and c.event_id = e.event_id
          where e.org_id = @OrgId and c.said_hash = e.said_hash and c.period_id <= @UntilPeriod))
        """;

    private const string Events = $"""
        select {PackedEvent.Columns}
        from flows.event where org_id = @OrgId and {Dated} and {Settled}
        """;

    private const string EventsWithNamed = $"""
        select {PackedEvent.Columns}
        from flows.event where org_id = @OrgId and {DatedOrNamed} and {Settled}
        """;

    private const string SumsByParty = $"""
        select case when @Provides::boolean and action = 2 then provider_id else party_id end as party,
          sum(case when reverses is null then quantity else -quantity end)::bigint
        from flows.event
        where org_id = @OrgId and accepted and item_id = any (@Items::int[]) and {Settled}
          and (not @Provides::boolean or action = 1 or (action = 2 and provider_id <> 0))
          and (not @Receives::boolean or action = 2) and action < 3 and {SaidByBoth}
        group by 1 order by 1 limit 10000000
        """;

    private const string EventsSaidByBoth = $"""
        select {PackedEvent.Columns}
        from flows.event where org_id = @OrgId and {Dated} and {Settled} and {SaidByBoth}
        """;

    private const string EventsSaidByBothWithNamed = $"""
        select {PackedEvent.Columns}
        from flows.event where org_id = @OrgId and {DatedOrNamed} and {Settled} and {SaidByBoth}
        """;

    private const string EventsOfParty = $"""
        select {PackedEvent.Columns}, event_id
        from flows.event where org_id = @OrgId and {Dated} and {Settled}
          and (party_id = @Party or (provider_id = @Party and action = 2))
          and {SaidByBoth}
        order by occurred_on, session, event_id limit 1000000
        """;

    private const string EventsOfPartyWithNamed = $"""
        select {PackedEvent.Columns}, event_id
        from flows.event where org_id = @OrgId and {DatedOrNamed} and {Settled}
          and (party_id = @Party or (provider_id = @Party and action = 2))
          and {SaidByBoth}
        order by occurred_on, session, event_id limit 1000000
        """;
}
