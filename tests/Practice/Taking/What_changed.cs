using Meent.Platform;
using Meent.Tests.Closing;

namespace Meent.Tests.Taking;

/// <summary>A row that says something new of what is known is not called unchanged.</summary>
public sealed class What_changed : IAsyncLifetime
{
    private const string Parties = "party,name,role,kind,rail,account,from,entered_by,confirmed_by,country,tax_number";
    private const string Terms = "terms,member,from,until";
    private Hub hub = null!;

    public async ValueTask InitializeAsync() => hub = await Hub.New();

    public async ValueTask DisposeAsync() => await hub.DisposeAsync();

    [Fact]
    public async Task ends_an_agreement()
    {
        Dear();
        hub.Write("agreements.csv", Terms, "dear,0007,2026-09-01");
        hub.Delivered("C1,0007,2026-09-01,AM,,10");
        (await hub.Close("2026-09"))["0007", "gross"].ShouldBe("500.00");

        hub.Write("agreements.csv", Terms, "dear,0007,2026-09-01,2026-10-15");
        (await Account("agreements")).Imported.ShouldBe(1);
        (await Account("agreements")).Unchanged.ShouldBe(1);
        hub.Delivered("C1,0007,2026-09-01,AM,,10", "C2,0007,2026-10-15,AM,,1", "C3,0007,2026-10-16,AM,,1");
        (await hub.Close("2026-10"))["0007", "gross"].ShouldBe("80.00");
    }

    [Fact]
    public async Task ends_one_agreement_and_begins_the_next()
    {
        Dear();
        hub.Write("agreements.csv", Terms, "dear,0007,2026-09-01");
        await hub.Import();
        hub.Write("agreements.csv", Terms, "dear,0007,2026-11-01", "dear,0007,2026-09-01,2026-10-15");
        var account = await Account("agreements");
        (account.Imported, account.Quarantined).ShouldBe((2, 0));
    }

    [Fact]
    public async Task cannot_join_again_before_the_end()
    {
        Dear();
        hub.Write("agreements.csv", Terms, "dear,0007,2026-09-01");
        await hub.Import();
        hub.Write("agreements.csv", Terms, "dear,0007,2026-09-01", "dear,0007,2026-10-01");
        var account = await Account("agreements");
        (account.Unchanged, account.Quarantined).ShouldBe((1, 1));
        hub.Quarantined("agreements.csv").ShouldContain("agreements.joined_already");
    }

    [Fact]
    public async Task gives_a_firm_the_account_it_had_not()
    {
        hub.Write("parties.csv", Parties, "agrovet,Highlands Agrovet,supplier,firm");
        await hub.Import();
        hub.Write("parties.csv", Parties, "agrovet,Highlands Agrovet,supplier,firm,cash,0110001");
        (await Account("parties")).Imported.ShouldBe(1);
        (await Account("parties")).Unchanged.ShouldBe(1);
        (await hub.Close(await Delivered())).Exceptions("settlement.account_change_unconfirmed").ShouldBeEmpty();
    }

    [Fact]
    public async Task in_the_account_of_a_firm_waits_for_a_second_person()
    {
        hub.Write("parties.csv", Parties, "agrovet,Highlands Agrovet,supplier,firm,cash,0110001");
        await hub.Import();
        hub.Write("parties.csv", Parties, "agrovet,Highlands Agrovet,supplier,firm,cash,0110002");
        (await Account("parties")).Imported.ShouldBe(1);
        (await hub.Close(await Delivered())).Exceptions("settlement.account_change_unconfirmed")
            .ShouldBe(["agrovet,account=0110002"]);

        hub.Write("parties.csv", Parties, "agrovet,Highlands Agrovet,supplier,firm,cash,0110002,2026-10-01,Ann,Peter");
        (await Account("parties")).Imported.ShouldBe(1);
        (await Account("parties")).Unchanged.ShouldBe(1);
    }

    [Fact]
    public async Task in_the_tax_number_of_a_firm_is_kept()
    {
        hub.Write("parties.csv", "party,name,role,country", "agrovet,Highlands Agrovet,supplier,KE");
        await hub.Import();
        hub.Write("parties.csv", "party,name,role,tax_number", "agrovet,Highlands Agrovet,supplier,P051");
        (await Account("parties")).Imported.ShouldBe(1);
        hub.Write("parties.csv", "party,name,role,country,tax_number", "agrovet,Highlands Agrovet,supplier,KE,P051");
        (await Account("parties")).Unchanged.ShouldBe(1);
    }

    private async Task<string> Delivered()
    {
        hub.Delivered("C1,0007,2026-09-01,AM,,10");
        await hub.Import();
        return "2026-09";
    }

    private void Dear()
    {
        hub.Terms("dear", Clauses.Price("milk", "50.00"));
        hub.Write("terms/dear.json", File.ReadAllText(Path.Combine(hub.Folder, "terms/dear.json")).Replace(
            "\"joins\": \"members\"", "\"joins\": \"listed\"", StringComparison.Ordinal));
    }

    private async Task<FileAccount> Account(string kind) => (await hub.Import()).Files.Single(f => f.Kind == kind);
}
