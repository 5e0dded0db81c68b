using Dapper;
using Meent.Parties;
using Meent.Platform;
using Meent.Settlement;
using Meent.Settlement.ClosePeriod;

namespace Meent.Bench;

/// <summary>Rating, claims, deductions and posting of a month, without files, against one serial statement of
/// SQL.</summary>
internal static class Settling
{
    public static async Task Measure(Bed bed, Table table, CancellationToken ct)
    {
        var steps = new Steps();
        await using var installation = await bed.WithRecords(ct);
        var bound = await Bound(bed, ct);
        var settle = await Several(installation, steps, ct);
        table.Plain("SQL: net for each member, serial, warm", bound, "1.0x");
        table.Ratio("settlement: rate, claim, deduct, check, post", settle, bound, 10, "10x, stretch 5x");
        table.Show(steps);
    }

    /// <summary>Runs it once to warm up, then as often as everything is run.</summary>
    public static async Task<Times> Several(Installation installation, Steps steps, CancellationToken ct)
    {
        var times = new Times();
        await Once(installation, new Times(), new Steps(), ct);
        for (var run = 0; run < Times.Runs; run++)
        {
            await Once(installation, times, steps, ct);
        }

        return times;
    }

    /// <summary>The bound: one statement, one process, everything in memory, each delivery rounded.</summary>
    public static async Task<Times> Bound(Bed bed, CancellationToken ct)
    {
        var times = new Times();
        await using var owner = await bed.Owner(ct);
        await owner.ExecuteAsync("set max_parallel_workers_per_gather = 0");
        for (var run = 0; run < Times.Runs + 1; run++)
        {
            async Task Ask() => _ = (await owner.QueryAsync<(int, long)>(new CommandDefinition(Net,
                cancellationToken: ct))).Count();
            await (run == 0 ? new Times() : times).Of(Ask);
        }

        return times;
    }

    /// <summary>One transaction, rolled back: the next run finds the same books.</summary>
    private static async Task Once(Installation installation, Times times, Steps steps, CancellationToken ct)
    {
        var orgId = (await Organisation.Number(installation, Bed.Code, ct))!.Value;
        await times.Of(async () =>
        {
            await using var work = await installation.Begin(orgId, "Peter", "close", ct);
            steps.Begin();
            var organisation = (await Organisation.Load(work, Bed.Code, ct)).Value;
            var calendar = await Calendar.Load(work, organisation.Settings, ct);
            var facts = (await Gather.Facts(work, organisation, calendar.Find(Bed.Month)!, ct)).Value;
            steps.Mark("gather: read and rate");
            var reckonings = (await ClosePeriod.Reckonings(work, facts, booked: true, ct)).Value;
            steps.Mark("reckon; open accounts meanwhile");
            var draft = await ClosePeriod.Drafted(work, facts, reckonings, "Jane", booked: true, ct);
            steps.Mark("book claims and deductions; assemble and check meanwhile");
            await BookPeriod.Post(work, draft, "Jane", "Peter", ct);
            steps.Mark("post transfers");
        });
    }

    private const string Net = """
        select party_id, sum(case
          when not accepted then 0
          when action = 1 then (quantity * 4500 + 500) / 1000 - (quantity * 20 + 500) / 1000 - (quantity * 200 + 500)
            / 1000
          when action = 2 then -coalesce(amount, (quantity * unit_price / 10000000 + 500) / 1000, 0)
          else 0 end)::bigint as net
        from flows.event where period_id = 202609011 group by party_id
        """;
}
