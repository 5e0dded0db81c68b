using Meent.Tests.Closing;

namespace Meent.Tests.Taking;

/// <summary>Wanjiku gives up number 0007 in the middle of October; from December on it is Otieno's.</summary>
public sealed class A_number_has_its_days : IAsyncLifetime
{
    private Hub hub = null!;

    public async ValueTask InitializeAsync()
    {
        hub = await Hub.New();
        hub.Write("members.csv", "number,name,person,from,until,rail",
            "0007,Wanjiku Kamau,K1,2024-01-01,2026-10-15,cash", "0007,Otieno Ouma,K2,2026-12-01,,cash");
    }

    public async ValueTask DisposeAsync() => await hub.DisposeAsync();

    [Theory]
    [InlineData("2023-12-31")]
    [InlineData("2026-10-16")]
    [InlineData("2026-11-30")]
    public async Task and_on_no_other_milk_is_hers_or_his(string day)
    {
        hub.Delivered($"C1,0007,{day},AM,,10");
        (await hub.Import()).Quarantined.ShouldBe(1);
        hub.Quarantined("deliveries.csv").ShouldContain("parties.unknown_member");
    }

    [Theory]
    [InlineData("deliveries.csv", "member,date,quantity", "0007,2026-10-16,10")]
    [InlineData("purchases.csv", "member,date,item,amount", "0007,2026-10-16,feed,10.00")]
    [InlineData("observations.csv", "member,date,measure,value", "0007,2026-10-16,protein,3.4")]
    public async Task and_no_kind_of_record_passes_them_by(string file, string header, string row)
    {
        hub.Write(file, header, row);
        (await hub.Import(registerUnknown: true)).Quarantined.ShouldBe(1);
        hub.Quarantined(file).ShouldContain("parties.unknown_member");
    }

    [Fact]
    public async Task and_where_both_sides_are_named_too()
    {
        hub.Write("events.csv", "date,item,provider,receiver,quantity", $"2026-10-16,milk,0007,{hub.Id},10",
            $"2026-10-15,milk,0007,{hub.Id},10");
        (await hub.Import()).Quarantined.ShouldBe(1);
        hub.Quarantined("events.csv").ShouldContain("parties.unknown_party");
    }

    [Fact]
    public async Task and_what_takes_a_can_back_follows_the_can()
    {
        hub.Delivered("C1,0007,2026-10-01,AM,,10", "C2,0007,2026-10-02,AM,,5", "C3,0007,2026-10-02,PM,,5");
        await hub.Import();
        hub.Delivered("C1,0007,2026-10-01,AM,,10", "C2,0007,2026-10-02,AM,,5", "C3,0007,2026-10-02,PM,,5",
            "R2,0007,2026-10-20,AM,,5,,,read wrongly,C2", "R3,0007,2026-12-20,AM,,5,,,read wrongly,C3");
        var closed = await hub.Close("2026-10");
        closed["0007", "gross"].ShouldBe("300.00");
        closed.Rows("statements.csv").Count().ShouldBe(1);
    }

    [Fact]
    public async Task and_a_number_of_no_register_has_all_days()
    {
        hub.Delivered("C1,0099,2026-10-20,AM,,10");
        (await hub.Import(registerUnknown: true)).Quarantined.ShouldBe(0);
        hub.Delivered("C1,0099,2026-10-20,AM,,10", "C2,0099,2026-10-02,AM,,10");
        var account = await hub.Import(registerUnknown: true);
        (account.Quarantined, account.Files.Single(f => f.Kind == "deliveries").Imported).ShouldBe((0, 1));
        hub.Write("members.csv", "number,name,from,rail", "0099,Achieng Otieno,2026-10-01,cash");
        (await hub.Close("2026-10"))["0099", "gross"].ShouldBe("600.00");
    }
}
