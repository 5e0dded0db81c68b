namespace Meent.Tests.Closing;

/// <summary>Achieng (0008) changes her mobile money number. One person enters it, another confirms it.</summary>
public sealed class A_changed_account : IAsyncLifetime
{
    private const string Old = "0008,Achieng Otieno,,sw,2024-01-01,mobile,254700000008";
    private Hub hub = null!;

    public async ValueTask InitializeAsync()
    {
        hub = await Hub.New();
        hub.Delivered("C1,0008,2026-09-01,AM,,10", "C2,0008,2026-10-01,AM,,10");
    }

    public async ValueTask DisposeAsync() => await hub.DisposeAsync();

    [Fact]
    public async Task entered_and_confirmed_by_one_person_is_refused()
    {
        Members(Old, "0008,Achieng Otieno,,sw,2026-10-01,mobile,254711111111,,,office,office");
        (await hub.Import()).Quarantined.ShouldBe(1);
        await hub.TryClose("2026-09");
        (await Paid("2026-10")).ShouldBe("254700000008,300.00");
    }

    [Fact]
    [Proves("K2.f")]
    public async Task that_nobody_confirmed_is_an_exception_and_the_old_one_is_paid()
    {
        Members(Old);
        (await Paid("2026-09")).ShouldBe("254700000008,300.00");
        Members(Old, "0008,Achieng Otieno,,sw,2026-10-01,mobile,254711111111,,,office,");
        var october = await hub.Close("2026-10");
        october.Text("payments/mobile.csv").ShouldContain("254700000008,300.00");
        october.Exceptions("settlement.account_change_unconfirmed").ShouldBe(["0008,account=254711111111"]);
    }

    [Fact]
    public async Task that_stands_unconfirmed_in_the_first_register_still_pays_the_old_one()
    {
        Members(Old, "0008,Achieng Otieno,,sw,2026-10-01,mobile,254711111111,,,office,");
        (await Paid("2026-09")).ShouldBe("254700000008,300.00");
        (await Paid("2026-10")).ShouldBe("254700000008,300.00");
    }

    [Fact]
    public async Task that_is_confirmed_holds_from_its_day()
    {
        Members(Old, "0008,Achieng Otieno,,sw,2026-11-01,mobile,254711111111,,,office,treasurer");
        (await Paid("2026-09")).ShouldBe("254700000008,300.00");
        var october = await hub.Close("2026-10");
        october.Text("payments/mobile.csv").ShouldContain("254711111111,300.00");
        october.Exceptions("settlement.account_change_unconfirmed").ShouldBeEmpty();
    }

    [Fact]
    public async Task that_is_proposed_and_confirmed_later_is_paid_from_then_on()
    {
        Members(Old, "0008,Achieng Otieno,,sw,2026-10-01,mobile,254711111111,,,office,");
        (await Paid("2026-09")).ShouldBe("254700000008,300.00");
        Members(Old, "0008,Achieng Otieno,,sw,2026-10-01,mobile,254711111111,,,office,treasurer");
        var october = await hub.Close("2026-10");
        october.Text("payments/mobile.csv").ShouldContain("254711111111,300.00");
        october.Exceptions("settlement.account_change_unconfirmed").ShouldBeEmpty();
    }

    [Fact]
    public async Task that_comes_with_every_import_again_changes_nothing()
    {
        Members(Old, "0008,Achieng Otieno,,sw,2026-10-01,mobile,254711111111,,,office,treasurer",
            "0008,Achieng Otieno,,sw,2026-11-01,cash,,,,office,treasurer");
        await hub.Import();
        (await hub.Import()).Imported.ShouldBe(0);
        (await Paid("2026-09")).ShouldBe("254711111111,300.00");
        var october = await hub.Close("2026-10");
        (october["0008", "rail"], october["0008", "to_pay"]).ShouldBe(("cash", "300.00"));
        october.Exceptions("settlement.account_change_unconfirmed").ShouldBeEmpty();
    }

    [Fact]
    public async Task written_over_in_the_register_needs_two_persons_too()
    {
        Members(Old);
        await hub.Import();
        Members("0008,Achieng Otieno,,sw,2024-01-01,mobile,254711111111");
        (await Paid("2026-09")).ShouldBe("254700000008,300.00");
        Members("0008,Achieng Otieno,,sw,2024-01-01,mobile,254711111111,,,office,treasurer");
        (await Paid("2026-10")).ShouldBe("254711111111,300.00");
    }

    private void Members(params string[] rows) => hub.Write("members.csv", Hub.Members, rows);

    private async Task<string> Paid(string period) =>
        (await hub.Close(period, strict: false)).Rows("payments/mobile.csv").Single();
}
