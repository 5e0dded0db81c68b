using Meent.Inputs;
using Meent.Tests.Closing;
using NodaTime;

namespace Meent.Tests.Inputs;

/// <summary>May this member buy for this amount today: limit 50 % of 5.775 l x 30 days x 30.00 = 5,197.50.</summary>
public class Selling_at_the_counter
{
    private static async Task<Hub> Tarama()
    {
        var hub = await Hub.New();
        hub.Write("members.csv", Hub.Members, "1042,Grace Wambui,,en,2024-01-01,cash,,,5.775",
            "0008,Achieng Otieno,,sw,2024-01-01,cash");
        await hub.Import();
        return hub;
    }

    private static Task<Kernel.Outcome<SaleAnswer>> Ask(
        Hub hub, long cents, string id = "", string member = "1042", string item = "feed", bool askOnly = false) =>
        Counter.Sell(
            hub.Installation,
            new SaleRequest(hub.Id, member, item, 1000, cents, "8841", id, new LocalDate(2026, 9, 12), "Storekeeper",
                askOnly),
            hub.Clock, default);

    [Fact]
    [Proves("AT-K3-1", "K3.a", "K3.b")]
    public async Task a_purchase_within_the_limit_is_sold_and_one_above_it_is_refused_with_the_limit()
    {
        await using var hub = await Tarama();

        var feed = (await Ask(hub, 200_000)).Value;
        feed.Approved.ShouldBeTrue();
        feed.Limit.ShouldBe(259_875);
        feed.Remaining.ShouldBe(59_875);
        feed.Basis!.Expected.ShouldBe(519_750);

        var more = (await Ask(hub, 60_000)).Value;
        more.Approved.ShouldBeFalse();
        more.Reason.ShouldBe("claims.limit_exceeded");
        more.Limit.ShouldBe(259_875);
        more.Remaining.ShouldBe(59_875);

        hub.Delivered([.. Enumerable.Range(1, 30).Select(d => $",1042,2026-09-{d:00},AM,milk,5.775")]);
        var closed = await hub.Close("2026-09");
        closed["1042", "net"].ShouldBe("3197.50");
        closed["1042", "deductions"].ShouldBe("2000.00");
    }

    [Fact]
    [Proves("K3.b")]
    public async Task sixty_four_at_once_never_draw_more_than_the_limit()
    {
        await using var hub = await Tarama();

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Ask(hub, 10_000)));

        answers.Count(a => a.Value.Approved).ShouldBe(25);
        var last = (await Ask(hub, 9_875, askOnly: true)).Value;
        last.Drawn.ShouldBe(259_875);
        last.Approved.ShouldBeTrue();
    }

    [Fact]
    public async Task the_same_sale_sent_twice_is_sold_once()
    {
        await using var hub = await Tarama();

        (await Ask(hub, 50_000, "SLIP-8841")).Value.Approved.ShouldBeTrue();
        var again = (await Ask(hub, 50_000, "SLIP-8841")).Value;

        again.Reason.ShouldBe("inputs.sold_already");
        again.Drawn.ShouldBe(50_000);
    }

    [Theory]
    [InlineData(60_000, "1042", "feed")]
    [InlineData(50_000, "1042", "vet")]
    [InlineData(50_000, "0009", "feed")]
    public async Task a_slip_that_another_sale_has_is_refused(long cents, string member, string item)
    {
        await using var hub = await Tarama();
        hub.Write("members.csv", Hub.Members, "1042,Grace Wambui,,en,2024-01-01,cash,,,5.775",
            "0009,Juma Mwangi,,sw,2024-01-01,cash,,,5.775");
        await hub.Import();
        (await Ask(hub, 50_000, "SLIP-8841")).Value.Approved.ShouldBeTrue();

        var refusal = (await Ask(hub, cents, "SLIP-8841", member, item)).Refusal!;

        (refusal.Code, refusal.Fact("id")).ShouldBe(("inputs.slip_taken", "SLIP-8841"));
        (await Ask(hub, 100, askOnly: true)).Value.Drawn.ShouldBe(50_100);
    }

    [Fact]
    [Proves("K3.b")]
    public async Task the_same_sale_sent_many_times_at_once_draws_once()
    {
        await using var hub = await Tarama();
        (await Ask(hub, 100)).Value.Approved.ShouldBeTrue();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Ask(hub, 50_000, "SLIP-8841")));

        answers.Count(a => a.Value.Reason == "claims.within_limit").ShouldBe(1);
        answers.Count(a => a.Value.Reason == "inputs.sold_already").ShouldBe(15);
        (await Ask(hub, 100, askOnly: true)).Value.Drawn.ShouldBe(50_200);
    }

    [Fact]
    public async Task only_asking_draws_nothing()
    {
        await using var hub = await Tarama();

        (await Ask(hub, 200_000, askOnly: true)).Value.Approved.ShouldBeTrue();
        (await Ask(hub, 259_875)).Value.Remaining.ShouldBe(0);
    }

    [Fact]
    public async Task a_member_without_history_and_without_a_stated_quantity_has_no_limit()
    {
        await using var hub = await Tarama();

        var answer = (await Ask(hub, 10_000, member: "0008")).Value;

        answer.Approved.ShouldBeFalse();
        answer.Reason.ShouldBe("claims.no_limit");
    }

    [Fact]
    public async Task an_unknown_member_or_item_is_refused()
    {
        await using var hub = await Tarama();

        (await Ask(hub, 10_000, member: "9999")).Refusal!.Code.ShouldBe("parties.unknown_member");
        (await Ask(hub, 10_000, item: "tractor")).Refusal!.Code.ShouldBe("flows.unknown_item");
    }
}
