using Meent.Parties;
using Meent.Settlement;

namespace Meent.Tests.Federating;

/// <summary>What one claims of the other is booked by both, or by neither.</summary>
[Collection(Pair.Demo)]
public sealed class Closing_both_or_neither : IAsyncLifetime
{
    private Pair pair = null!;

    public async ValueTask InitializeAsync() => pair = await Pair.New();

    public async ValueTask DisposeAsync() => await pair.DisposeAsync();

    [Theory]
    [InlineData(Pair.One, Pair.Two)]
    [InlineData(Pair.Two, Pair.One)]
    [Proves("AT-V1-1")]
    public async Task a_refusal_of_one_leaves_none_closed(string refusing, string other)
    {
        (await pair.TryClose("2026-10", approver: null)).Refused.ShouldBeFalse();
        (await States()).ShouldBe("calculated calculated");
        await pair.AsOwner($"""
            update settlement.close set result_hash = '\x00' where org_id = (
              select number from parties.directory where code = '{refusing}')
            """);
        var refused = (await pair.TryClose("2026-10")).Refusal!;
        (refused.Code, refused.Facts.Single(f => f.Name == "refusedFor").Value)
            .ShouldBe(("settlement.draft_is_stale", refusing));
        (await States()).ShouldBe("calculated calculated");
        (await pair.AskOwner<long>("select count(*) from claims.claim")).ShouldBe(0);
        (await pair.AskOwner<long>("select count(*) from flows.peer_total")).ShouldBe(0);
        Directory.Exists(Path.Combine(pair.Out, other, "2026-10", "payments")).ShouldBeFalse();

        (await PeriodClose.Reopen(pair.Installation, refusing, "2026-10", "Jane", default)).Refused.ShouldBeFalse();
        (await pair.TryClose("2026-10", approver: null)).Refused.ShouldBeFalse();
        (await pair.Close("2026-10")).Count.ShouldBe(2);
        (await States()).ShouldBe("closed closed");
    }

    [Fact]
    public async Task a_period_that_is_not_over_for_one_is_given_back_to_the_other()
    {
        pair.Change(Pair.Two, "org.json", o => o["timeZone"] = "America/Chicago");
        pair.Change(Pair.Two, "org.json", o => o["cycles"]![0]!["kind"] = "week");
        (await pair.TryClose("2026-10")).Refusal!.Code.ShouldBe("settlement.cycle_not_closed");
        (await States()).ShouldBe("open open");
    }

    [Fact]
    public async Task an_exception_in_the_middle_leaves_nothing_booked()
    {
        await pair.Import();
        // The second book cannot be kept: its place is taken.
        await pair.AsOwner("""
            insert into settlement.book (org_id, period_id, body)
            select number, 202610011, ''::bytea from parties.directory where code = 'coop-two'
            """);
        await Should.ThrowAsync<Npgsql.PostgresException>(async () => await pair.TryClose("2026-10"));
        (await pair.AskOwner<long>("select count(*) from claims.claim")).ShouldBe(0);
        (await States()).ShouldBe("closing closing");
        await pair.AsOwner("delete from settlement.book");
        (await pair.Close("2026-10")).Values.ShouldAllBe(c => c.Period.State == "closed");
    }

    [Fact]
    public async Task one_that_was_closed_before_stays_and_the_other_follows()
    {
        await pair.Import();
        await pair.Close("2026-10", Pair.One);
        (await States()).ShouldBe("closed open");
        (await pair.Close("2026-10")).Count.ShouldBe(2);
        (await States()).ShouldBe("closed closed");
    }

    [Fact]
    public async Task who_deals_with_nobody_closes_alone()
    {
        var third = Directory.CreateDirectory(Path.Combine(pair.Records, "alone")).FullName;
        foreach (var file in (string[])["org.json", "items.csv", "members.csv", "deliveries.csv", "terms/milk.json"])
        {
            Directory.CreateDirectory(Path.Combine(third, "terms"));
            File.Copy(Path.Combine(pair.Folder(Pair.One), file), Path.Combine(third, file));
        }

        pair.Change("alone", "org.json", o => o["id"] = "alone");
        await pair.Import(Pair.One, Pair.Two, "alone");
        (await PeriodClose.Circles(pair.Installation, ["alone", Pair.Two, Pair.One], default))
            .ShouldBe([["alone"], [Pair.One, Pair.Two]]);
        (await pair.Close("2026-10")).Keys.ShouldBe(["alone", Pair.One, Pair.Two], ignoreOrder: true);
    }

    [Fact]
    public async Task an_organisation_that_is_not_here_is_refused()
    {
        await pair.Import();
        CloseRequest Of(string code) => new(code, "2026-10", "Jane", "Peter", pair.Today, pair.Out);
        var refused = await PeriodClose.RunTogether(
            pair.Installation, [Of(Pair.One), Of("coop-nine")], NodaTime.SystemClock.Instance, null, default);
        refused.Refusal!.Code.ShouldBe("parties.unknown_organisation");
        (await States()).ShouldBe("open open");
    }

    private async Task<string> States() => (await pair.AskOwner<string>("""
        select string_agg(p.state, ' ' order by d.code) from parties.period p
        join parties.directory d on d.number = p.org_id where p.code = '2026-10'
        """))!;
}
