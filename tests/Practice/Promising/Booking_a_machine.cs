using Dapper;
using Meent.Flows;
using Meent.Parties;
using Meent.Platform;
using Meent.Tests.Closing;
using Npgsql;

namespace Meent.Tests.Promising;

/// <summary>A machine is booked by one at a time.</summary>
public sealed class Booking_a_machine : IAsyncLifetime
{
    private Hub hub = null!;

    public async ValueTask InitializeAsync() => hub = await Promising_ahead.New();

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    [Fact]
    [Proves("AT-B1-2", Partly = true)]
    public async Task that_is_booked_already_is_refused_and_the_first_booking_is_named()
    {
        Book("A,2026-10-05,0007,tractor,08:00,10:00", "B,2026-10-05,0008,tractor,09:00,11:00",
            "C,2026-10-05,0008,tractor,10:00,11:00", "D,2026-10-05,0008,baler,09:00,11:00",
            "E,2026-10-06,0008,tractor,08:00,10:00");
        (await Taken()).ShouldBe((4, 0, 1));
        var kept = hub.Quarantined("commitments.csv");
        kept.ShouldContain("flows.booking_collides");
        kept.ShouldContain("tractor");
        kept.ShouldContain("booking=A");
        kept.ShouldContain("from=2026-10-05 08:00");
        kept.ShouldContain("until=2026-10-05 10:00");
    }

    [Fact]
    public async Task until_after_midnight_is_booked_into_the_next_day()
    {
        Book("A,2026-10-05,0007,tractor,22:00,02:00", "B,2026-10-06,0008,tractor,01:00,03:00",
            "C,2026-10-06,0008,tractor,02:00,02:00", "D,2026-10-07,0007,tractor,01:30,02:30");
        (await Taken()).ShouldBe((2, 0, 2));
        (await Hours()).ShouldBe([("A", 4), ("C", 24)]);
    }

    [Fact]
    public async Task that_was_cancelled_is_free_for_the_next()
    {
        Book("A,2026-10-05,0007,tractor,08:00,10:00", "B,2026-10-05,0008,tractor,09:00,11:00");
        (await Taken()).ShouldBe((1, 0, 1));
        // The same file with the day of cancelling; the row of B stands above it.
        Book("B,2026-10-05,0008,tractor,09:00,11:00", "A,2026-10-05,0007,tractor,08:00,10:00,2026-10-04");
        (await Taken()).ShouldBe((2, 0, 0));
        (await Taken()).ShouldBe((0, 2, 0));
    }

    [Fact]
    public async Task twice_in_one_file_for_two_members_is_told_by_the_order_of_the_rows()
    {
        Book("B,2026-10-05,0008,tractor,09:00,11:00", "A,2026-10-05,0007,tractor,08:00,10:00");
        (await Taken()).ShouldBe((1, 0, 1));
        hub.Quarantined("commitments.csv").ShouldContain("booking=B");
    }

    [Fact]
    public async Task by_two_imports_at_once_is_given_to_one_of_them()
    {
        await hub.Import();
        var files = Enumerable.Range(0, 6).Select(i =>
        {
            var folder = Directory.CreateTempSubdirectory("meent-book-").FullName;
            var file = Path.Combine(folder, "commitments.csv");
            File.WriteAllText(file, $"{Promising_ahead.Header}\nX{i},,2026-10-05,plough,{hub.Id},000{7 + (i % 2)},2,,,"
                + $"tractor,08:{i}0,11:00,,\n");
            return file;
        }).ToList();
        var accounts = await Task.WhenAll(files.Select(f => Task.Run(() => hub.Import(false, f))));
        accounts.Sum(a => a.Imported).ShouldBe(1);
        accounts.Sum(a => a.Quarantined).ShouldBe(5);
        (await Hours()).Count.ShouldBe(1);
        files.ForEach(f => Directory.Delete(Path.GetDirectoryName(f)!, recursive: true));
    }

    [Fact]
    public async Task the_database_itself_takes_no_second_booking()
    {
        Book("A,2026-10-05,0007,tractor,08:00,10:00");
        await hub.Import();
        await using var work = await Open();
        var thrown = await Should.ThrowAsync<PostgresException>(() => work.Connection.ExecuteAsync("""
            insert into flows.commitment (org_id, commitment_id, code, order_no, due_on, terms_id, item_id,
              provider_id, receiver_id, quantity, resource, during, content_hash, written_id)
            select org_id, gen_random_uuid(), 'Z', '', due_on, 0, item_id, provider_id, receiver_id, 1, resource,
              during, content_hash, written_id from flows.commitment
            """, null, work.Transaction));
        thrown.SqlState.ShouldBe(PostgresErrorCodes.ExclusionViolation);
    }

    /// <summary>In the Netherlands the clock skips 02:00 to 03:00 on 29 March 2026 and shows that hour twice on
    /// 25 October.</summary>
    [Fact]
    public async Task counts_the_hours_of_the_night_in_which_the_clock_is_changed()
    {
        hub.Organisation(o => o["timeZone"] = "Europe/Amsterdam");
        Book("A,2026-03-28,0007,tractor,22:00,06:00", "B,2026-10-24,0007,tractor,22:00,06:00",
            "C,2026-10-25,0008,baler,02:30,02:45", "D,2026-03-29,0008,baler,02:30,04:00");
        (await Taken()).ShouldBe((3, 0, 1));
        (await Hours()).ShouldBe([("A", 7), ("B", 9), ("C", 1)]);
        hub.Quarantined("commitments.csv").ShouldContain("flows.time_skipped");
    }

    [Fact]
    public async Task is_kept_by_the_record_that_refers_to_the_order()
    {
        hub.Terms("ring", """
            { "kind": "price", "code": "plough", "line": "charge", "items": ["plough"], "unitPrice": "1500.00",
              "rank": 1, "statutory": false, "rounding": { "mode": "halfUp", "each": "line" } }
            """);
        hub.Delivered("C1,0007,2026-10-01,AM,,100", "C2,0007,2026-10-01,PM,,100");
        Book("A,2026-10-05,0007,tractor,08:00,10:00");
        hub.Write("events.csv", "id,date,item,provider,receiver,quantity,reference",
            $"E,2026-10-05,plough,{hub.Id},0007,2.5,A");
        (await hub.Close("2026-10"))["0007", "deductions"].ShouldBe("3750.00");
    }

    /// <summary>id, day, member, machine, from, until, day of cancelling.</summary>
    private void Book(params string[] rows) => hub.Write("commitments.csv", Promising_ahead.Header, [.. rows.Select(r =>
    {
        var c = r.Split(',');
        return $"{c[0]},{c[0]},{c[1]},plough,{hub.Id},{c[2]},2,,,{c[3]},{c[4]},{c[5]},{(c.Length > 6 ? c[6] : "")},";
    })]);

    private async Task<(int Imported, int Unchanged, int Quarantined)> Taken()
    {
        var account = (await hub.Import()).Files.Single(f => f.Kind == "commitments");
        return (account.Imported, account.Unchanged, account.Quarantined);
    }

    private async Task<IReadOnlyList<(string Code, int Hours)>> Hours()
    {
        await using var work = await Open();
        var all = await CommitmentBook.Due(work, new(2026, 1, 1), new(2026, 12, 31), default);
        return [.. all.Select(c => (c.Code, (int)(c.Until!.Value - c.From!.Value).TotalHours))];
    }

    private async Task<Work> Open() =>
        (await Organisation.Open(hub.Installation, hub.Id, "Jane", "test", default)).Value.Work;
}
