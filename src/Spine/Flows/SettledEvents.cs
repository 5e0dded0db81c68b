using System.Runtime.CompilerServices;
using Meent.Kernel;
using Meent.Platform;
using NodaTime;
using Npgsql;

namespace Meent.Flows;

/// <summary>An event with its id and with what it takes back. Quantity in thousandths.</summary>
/// <param name="Provider">Outside provider; 0 the organisation.</param>
/// <param name="Reference">Of what takes back: the one of the record that it takes back.</param>
public readonly record struct SettledEvent(
    Guid Id, Guid? Reverses, LocalDate Day, int Party, int Item, int Terms, short Action, short Session, bool Accepted,
    long Quantity, int Provider, string Reference, string Reason);

/// <summary>The events that a period settles, as a stream in the order of their ids.</summary>
public static class SettledEvents
{
    /// <summary>Every event that settles in the period, also those of earlier months.</summary>
    public static IAsyncEnumerable<SettledEvent> Of(Work work, int period, IReadOnlyList<Span> spans,
        CancellationToken ct) => Read(work, OfPeriod, period, spans, ct);

    /// <summary>Events of other periods that an event of this period takes back.</summary>
    public static IAsyncEnumerable<SettledEvent> TakenBackIn(Work work, int period, CancellationToken ct) =>
        Read(work, TakenBack, period, [], ct);

    /// <summary>Promises of the orders that events of the period refer to.</summary>
    public static async Task<IReadOnlyList<Commitment>> Promised(
        Work work, int period, IReadOnlyList<Span> spans, CancellationToken ct)
    {
        var orders = new List<string>();
        await using (var command = Command(work, Referred, period, spans))
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                orders.Add(reader.GetString(0));
            }
        }

        return await CommitmentBook.Ordered(work, orders, ct);
    }

    private static async IAsyncEnumerable<SettledEvent> Read(
        Work work, string sql, int period, IReadOnlyList<Span> spans, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = Command(work, sql, period, spans);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            yield return new SettledEvent(
                reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetGuid(1),
                reader.GetFieldValue<DateOnly>(2).ToLocalDate(), reader.GetInt32(3), reader.GetInt32(4),
                reader.GetInt32(5), reader.GetInt16(6), reader.GetInt16(7), reader.GetBoolean(8), reader.GetInt64(9),
                reader.GetInt32(10), reader.IsDBNull(11) ? "" : reader.GetString(11),
                reader.IsDBNull(12) ? "" : reader.GetString(12));
        }
    }

    /// <summary>The ids of the period bound the scan: those that hold a day lie between the first and the last, names
    /// below all of them.</summary>
    private static NpgsqlCommand Command(Work work, string sql, int period, IReadOnlyList<Span> spans)
    {
        var mine = spans.Where(s => s.Period == period).ToList();
        var command = new NpgsqlCommand(sql, work.Connection, work.Transaction);
        command.Parameters.AddWithValue("OrgId", work.OrgId);
        command.Parameters.AddWithValue("Period", period);
        if (sql != TakenBack)
        {
            command.Parameters.AddWithValue("First", mine.Min(s => s.FirstId) ?? Guid.AllBitsSet);
            command.Parameters.AddWithValue("Last", mine.Max(s => s.LastId) ?? Guid.Empty);
            command.Parameters.AddWithValue("Names", mine.Exists(s => s.Named) ? EdgeId.FirstDated : Guid.Empty);
        }

        return command;
    }

    private const string Columns = """
        e.event_id, e.reverses, e.occurred_on, e.party_id, e.item_id, e.terms_id, e.action, e.session, e.accepted,
        e.quantity, e.provider_id,
        case when e.reverses is null then e.reference else (
          select o.reference from flows.event o where o.org_id = e.org_id and o.event_id = e.reverses) end,
        e.reason
        """;

    private const string Within = """
        e.org_id = @OrgId and (e.event_id between @First and @Last or e.event_id < @Names) and e.period_id = @Period
        """;

    private const string OfPeriod = $"select {Columns} from flows.event e where {Within} order by e.event_id";

    private const string TakenBack = $"""
        select {Columns} from flows.reversal v
        join flows.event r on r.org_id = v.org_id and r.event_id = v.reversed_by and r.period_id = @Period
        join flows.event e on e.org_id = v.org_id and e.event_id = v.event_id and e.period_id <> @Period
        where v.org_id = @OrgId order by e.event_id
        """;

    private const string Referred = $"""
        select distinct e.reference from flows.event e
        where {Within} and e.reference is not null
          and exists (select from flows.commitment c
            where c.org_id = @OrgId and c.order_no <> '' and c.order_no = e.reference)
        order by 1 limit 1000000
        """;
}
