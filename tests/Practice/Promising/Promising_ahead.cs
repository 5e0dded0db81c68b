using Meent.Flows;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using Meent.Tests.Closing;
using NodaTime;

namespace Meent.Tests.Promising;

/// <summary>What is ordered or booked stands in the books before it happens.</summary>
public sealed class Promising_ahead : IAsyncLifetime
{
    internal const string Header =
        "id,order,date,item,provider,receiver,quantity,unit,unit_price,resource,from_time,until_time,cancelled,terms";

    private Hub hub = null!;

    public async ValueTask InitializeAsync() => hub = await New();

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    internal static async Task<Hub> New()
    {
        var hub = await Hub.New();
        hub.Write("items.csv", "item,name,unit,kind,provider,grades,measures,most,density",
            "milk,Raw milk,l,good,,A|B,fat:2,100,1.03", "feed,Dairy meal,bag,good,,,,,",
            "vet,Visit of the vet,visit,service,,,,,", "plough,Hour of the tractor,h,service,,,,,");
        hub.Write("places.csv", "place,name,kind", "tractor,Tractor,machine");
        hub.Write("devices.csv", "device,kind", "baler,machine");
        return hub;
    }

    [Fact]
    public async Task keeps_every_line_of_an_order_with_its_sides_and_its_price()
    {
        Promise($"A,17,2026-10-05,milk,0007,{hub.Id},200,l,31.5", $"B,17,2026-10-06,feed,agrovet,0008,3,,",
            $"C,,2026-11-01,milk,{hub.Id},agrovet,103,kg,");
        var account = (await hub.Import()).Files.Single(f => f.Kind == "commitments");
        (account.Rows, account.Imported).ShouldBe((3, 3));

        var (work, books) = (await Organisation.Open(hub.Installation, hub.Id, "Jane", "test", default)).Value;
        await using var ending = work;
        var register = await PartyRegister.Load(work, default);
        var items = await ItemBook.Load(work, default);
        var october = await CommitmentBook.Due(work, new(2026, 10, 1), new(2026, 10, 31), default);
        october.Select(c => (c.Code, c.Order, c.Day.Iso(), items[c.Item].Code, register[c.Provider].Code,
                register[c.Receiver].Code, c.Quantity, c.UnitPrice, c.Resource, c.Cancelled))
            .ShouldBe([
                ("A", "17", "2026-10-05", "milk", "0007", "", 200_000L, 31_500_000L, "", null),
                ("B", "17", "2026-10-06", "feed", "agrovet", "0008", 3_000L, (long?)null, "", null)]);
        books.Settings.Id.ShouldBe(hub.Id);
        (await CommitmentBook.Ordered(work, ["17"], default)).Select(c => c.Code).ShouldBe(["A", "B"]);
        (await CommitmentBook.Ordered(work, ["18", ""], default)).ShouldBeEmpty();
        var november = (await CommitmentBook.Due(work, new(2026, 11, 1), new(2026, 11, 1), default)).Single();
        (november.Quantity, november.Terms > 0).ShouldBe((100_000L, true));
    }

    [Fact]
    public async Task of_the_same_row_again_changes_nothing_and_of_another_is_kept_aside()
    {
        Promise($"A,17,2026-10-05,milk,0007,{hub.Id},200", $",17,2026-10-05,milk,0007,{hub.Id},7",
            $",17,2026-10-05,milk,0007,{hub.Id},7.0");
        (await hub.Import()).Files.Single(f => f.Kind == "commitments").Imported.ShouldBe(3);
        var again = (await hub.Import()).Files.Single(f => f.Kind == "commitments");
        (again.Imported, again.Unchanged, again.Quarantined).ShouldBe((0, 3, 0));

        Promise($"A,17,2026-10-05,milk,0007,{hub.Id},201");
        var other = (await hub.Import()).Files.Single(f => f.Kind == "commitments");
        (other.Imported, other.Unchanged, other.Quarantined).ShouldBe((0, 0, 1));
        hub.Quarantined("commitments.csv").ShouldContain("flows.contradiction");
    }

    [Fact]
    public async Task may_be_cancelled_once_by_a_later_row()
    {
        Promise($"A,17,2026-10-05,milk,0007,{hub.Id},200");
        await hub.Import();
        Promise($"A,17,2026-10-05,milk,0007,{hub.Id},200,,,,,,2026-10-02");
        (await hub.Import()).Files.Single(f => f.Kind == "commitments").Imported.ShouldBe(1);
        (await hub.Import()).Files.Single(f => f.Kind == "commitments").Unchanged.ShouldBe(1);
        (await Due()).Single().Cancelled.ShouldBe(new LocalDate(2026, 10, 2));

        // The row as it was before says nothing new; another day does.
        Promise($"A,17,2026-10-05,milk,0007,{hub.Id},200", $"A,17,2026-10-05,milk,0007,{hub.Id},200,,,,,,2026-10-03");
        var account = (await hub.Import()).Files.Single(f => f.Kind == "commitments");
        (account.Imported, account.Unchanged, account.Quarantined).ShouldBe((0, 1, 1));
        (await Due()).Single().Cancelled.ShouldBe(new LocalDate(2026, 10, 2));
    }

    [Theory]
    [InlineData("A,,2026-10-05,gold,0007,HUB,1", "flows.unknown_item")]
    [InlineData("A,,2026-10-05,milk,9999,HUB,1", "parties.unknown_party")]
    [InlineData("A,,2023-10-05,milk,0007,HUB,1", "parties.unknown_party")]
    [InlineData("A,,2026-10-05,milk,HUB,nobody,1", "parties.unknown_party")]
    [InlineData("A,,2026-10-05,milk,0007,HUB,-1", "flows.negative_quantity")]
    [InlineData("A,,2026-10-05,milk,0007,HUB,0", "flows.no_quantity")]
    [InlineData("A,,2026-10-05,milk,0007,HUB,1,bag", "flows.wrong_unit")]
    [InlineData("A,,2026-10-05,milk,0007,HUB,1,,,,,,,gold", "agreements.unknown_terms")]
    [InlineData("A,,2026-10-05,plough,HUB,0007,2,,,tractor,,", "flows.booking_incomplete")]
    [InlineData("A,,2026-10-05,plough,HUB,0007,2,,,,08:00,10:00", "flows.booking_incomplete")]
    [InlineData("A,,2026-10-05,plough,HUB,0007,2,,,rocket,08:00,10:00", "flows.unknown_place")]
    [InlineData("A,,2026-10-05,plough,HUB,0007,2,,,tractor,25:00,10:00", "import.not_a_time")]
    public async Task what_cannot_be_is_kept_aside_and_the_row_beside_it_is_taken(string row, string code)
    {
        Promise(row.Replace("HUB", hub.Id, StringComparison.Ordinal), $"B,,2026-10-05,milk,0008,{hub.Id},5");
        var account = (await hub.Import()).Files.Single(f => f.Kind == "commitments");
        (account.Rows, account.Imported, account.Quarantined).ShouldBe((2, 1, 1));
        hub.Quarantined("commitments.csv").ShouldContain(code);
    }

    [Fact]
    public async Task of_goods_changes_no_litre_and_no_shilling()
    {
        hub.Delivered("C1,0007,2026-10-01,AM,,10");
        var before = await hub.Close("2026-10", approver: null);
        Promise($"A,17,2026-10-05,milk,0007,{hub.Id},200");
        var after = await hub.Close("2026-10", approver: null);
        after.Files.ShouldBe(before.Files);
    }

    private void Promise(params string[] rows) => hub.Write("commitments.csv", Header, rows);

    private async Task<IReadOnlyList<Commitment>> Due()
    {
        var (work, _) = (await Organisation.Open(hub.Installation, hub.Id, "Jane", "test", default)).Value;
        await using var ending = work;
        return await CommitmentBook.Due(work, new(2026, 10, 1), new(2026, 10, 31), default);
    }
}
