using Dapper;
using Meent.Kernel;
using Meent.Platform;
using NodaTime;
using Npgsql;

namespace Meent.Flows;

/// <summary>An event as it was recorded. Quantities are thousandths, prices millionths, amounts minor units; days
/// count from
/// 1970-01-01.</summary>
public readonly record struct FlowEvent(
    Guid Id, int Period, int Day, int Party, int Item, int Terms, short Action, short Session, short Grade,
    bool Accepted,
    long Quantity, long? UnitPrice, long? Amount, int Provider, int?[]? Measures, int Place, bool Reversal,
    string Reference, string Reason);

/// <summary>Which events of a month settle in a period.</summary>
/// <param name="ForPeriod">The month in which they occurred.</param>
public sealed record Span(int Period, int ForPeriod, Guid FirstId, Guid LastId, long Events);

/// <summary>Reads events as a stream, in no order.</summary>
public static class EventLog
{
    /// <summary>The spans of all months that records of a period touch, and of those months in earlier
    /// periods.</summary>
    public static async Task<IReadOnlyList<Span>> Spans(Work work, CancellationToken ct)
    {
        var rows = await work.Connection.QueryAsync<(int, int, Guid, Guid, long)>(
            new CommandDefinition(AllSpans, new { work.OrgId }, work.Transaction, cancellationToken: ct));
        return rows.Select(r => new Span(r.Item1, r.Item2, r.Item3, r.Item4, r.Item5)).ToList();
    }

    /// <summary>Hands every event of the days that settled in a period up to <paramref name="untilPeriod"/> to the
    /// visitor.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<long> Read(
        Work work, IReadOnlyList<Span> spans, LocalDate from, LocalDate until, int fromPeriod, int untilPeriod,
        Action<FlowEvent> visit, CancellationToken ct)
    {
        if (spans.Count == 0)
        {
            return 0;
        }

        await using var command = new NpgsqlCommand(Events, work.Connection, work.Transaction);
        command.Parameters.AddWithValue("OrgId", work.OrgId);
        command.Parameters.AddWithValue("First", spans.Min(s => s.FirstId));
        command.Parameters.AddWithValue("Last", spans.Max(s => s.LastId));
        command.Parameters.AddWithValue("From", from.ToDateOnly());
        command.Parameters.AddWithValue("Until", until.ToDateOnly());
        command.Parameters.AddWithValue("FromPeriod", fromPeriod);
        command.Parameters.AddWithValue("UntilPeriod", untilPeriod);
        await using var reader = await command.ExecuteReaderAsync(ct);
        // A task for each row would take longer than the row.
        return await Task.Run(() => Visit(reader, visit, ct), ct);
    }

    private static long Visit(NpgsqlDataReader reader, Action<FlowEvent> visit, CancellationToken ct)
    {
        long count = 0;
        while (reader.Read())
        {
            visit(Event(reader));
            if (++count % 10_000 == 0)
            {
                ct.ThrowIfCancellationRequested();
            }
        }

        return count;
    }

    /// <summary>Most events fill none of the columns that may be empty: one flag says so for all of them.</summary>
    private static FlowEvent Event(NpgsqlDataReader r)
    {
        var plain = new FlowEvent(
            r.GetGuid(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.GetInt32(4), r.GetInt32(5), r.GetInt16(6),
                r.GetInt16(7),
            r.GetInt16(8), r.GetBoolean(9), r.GetInt64(10), null, null, r.GetInt32(11), null, r.GetInt32(12), false,
                "", "");
        var filled = r.GetInt32(13);
        return filled == 0 ? plain : plain with
        {
            UnitPrice = r.IsDBNull(14) ? null : r.GetInt64(14), Amount = r.IsDBNull(15) ? null : r.GetInt64(15),
            Reversal = !r.IsDBNull(16), Reference = r.IsDBNull(17) ? "" : r.GetString(17),
            Reason = r.IsDBNull(18) ? "" : r.GetString(18), Measures = Measures(r),
        };
    }

    private static int?[]? Measures(NpgsqlDataReader r)
    {
        int?[]? measures = null;
        for (var i = 0; i < 6; i++)
        {
            if (!r.IsDBNull(19 + i))
            {
                measures ??= new int?[6];
                measures[i] = r.GetInt32(19 + i);
            }
        }

        return measures;
    }

    private const string AllSpans = """
        select period_id, for_period, first_id, last_id, events from flows.span
        where org_id = @OrgId order by period_id, for_period limit 1000000
        """;

    private const string Events = """
        select event_id, period_id, occurred_on - date '1970-01-01', party_id, item_id, terms_id, action, session,
          grade,
          accepted, quantity, provider_id, place_id,
          num_nonnulls(unit_price, amount, reverses, reference, reason, m1, m2, m3, m4, m5, m6),
          unit_price, amount, reverses, reference, reason, m1, m2, m3, m4, m5, m6
        from flows.event
        where org_id = @OrgId and event_id between @First and @Last and occurred_on between @From and @Until
          and period_id between @FromPeriod and @UntilPeriod
        """;
}
