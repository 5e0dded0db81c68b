using Dapper;
using Meent.Flows;
using Meent.Settlement;
using Meent.Tests.Closing;
using NodaTime;

namespace Meent.Tests.Taking;

/// <summary>Ids of devices hold the day, names do not: both are read by their months.</summary>
public sealed class Ids_made_of_names : IAsyncLifetime
{
    private const string October = "019a0000-0000-7000-8000-000000000001";
    private const string November = "019a9000-0000-7000-8000-000000000002";
    private const string Random = "f47ac10b-58cc-4372-a567-0e02b2c3d479";
    private Hub hub = null!;

    public async ValueTask InitializeAsync() => hub = await Hub.New();

    public async ValueTask DisposeAsync() => await hub.DisposeAsync();

    [Fact]
    public async Task lie_beside_those_of_devices_and_all_are_settled()
    {
        hub.Delivered($"{October},0007,2025-10-20,AM,,1", "C1,0007,2025-10-21,AM,,2", $"{Random},0007,2025-10-22,AM,,4",
            $"{November},0007,2025-11-17,AM,,8", ",0007,2025-10-23,AM,,16");
        hub.Organisation(o => o["cycles"]![0]!["first"] = "2025-10");
        (await hub.Close("2025-10"))["0007", "accepted_quantity"].ShouldBe("23");
        (await hub.Close("2025-11"))["0007", "accepted_quantity"].ShouldBe("8");
        (await hub.Import()).Imported.ShouldBe(0);
        (await hub.Verify()).ShouldBeEmpty();

        var spans = await Spans();
        spans.Select(s => (s.ForPeriod, s.Named, s.Events)).ShouldBe([(202510011, true, 4), (202511011, false, 1)]);
        spans.ShouldAllBe(s => s.FirstId >= Kernel.EdgeId.FirstOf(new LocalDate(2025, 10, 1)));
    }

    [Fact]
    public async Task alone_leave_no_range_of_days()
    {
        hub.Delivered("C1,0007,2026-10-21,AM,,2");
        (await hub.Close("2026-10"))["0007", "accepted_quantity"].ShouldBe("2");
        (await Spans()).Single().FirstId.ShouldBeNull();
        var explained = await Explanation.Of(hub.Installation, hub.Id, "0007", "2026-10", default);
        explained.Value.Events.Single().Quantity.ShouldBe(2_000);
    }

    [Fact]
    public async Task of_a_later_file_find_their_month_a_place_of_its_own()
    {
        hub.Delivered($"{October},0007,2025-10-20,AM,,1");
        await hub.Import();
        hub.Write("mapping.json", """
            { "sources": [{ "files": "more.csv", "kind": "deliveries" }] }
            """);
        hub.Write("more.csv", "id,member,date,quantity", $"{November},0007,2025-11-17,8");
        await hub.Import();
        await using var work = await hub.Installation.Begin(1, "Jane", "look", default);
        (await work.Connection.ExecuteScalarAsync<int>(
            "select count(*)::int from pg_class where relname in ('event_2025_10', 'event_2025_11')")).ShouldBe(2);
    }

    [Fact]
    public async Task without_a_day_stand_for_one_record_however_they_are_written()
    {
        hub.Delivered($"{Random},0007,2025-10-22,AM,,4");
        await hub.Import();
        hub.Delivered($"{Random.ToUpperInvariant()},0007,2025-10-22,AM,,4",
            $"R1,0007,2025-10-23,AM,,4,,,wrong,{Random}");
        var account = (await hub.Import()).Files.Single(f => f.Kind == "deliveries");
        (account.Imported, account.Unchanged, account.Quarantined).ShouldBe((1, 1, 0));
    }

    private async Task<IReadOnlyList<Span>> Spans()
    {
        await using var work = await hub.Installation.Begin(1, "Jane", "look", default);
        return await EventLog.Spans(work, default);
    }
}
