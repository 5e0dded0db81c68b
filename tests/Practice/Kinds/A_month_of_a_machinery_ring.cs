using Meent.Tests.Closing;

namespace Meent.Tests.Kinds;

/// <summary>demo/machinery-ring: a kind of cooperation that is data alone, reckoned by hand in its README.</summary>
public sealed class A_month_of_a_machinery_ring : IAsyncLifetime
{
    private Hub hub = null!;

    public async ValueTask InitializeAsync() => hub = await Example.Open("machinery-ring", "werktuigenring");

    public async ValueTask DisposeAsync() => await hub.DisposeAsync();

    [Fact]
    [Proves("B1.c", Partly = true)]
    public async Task has_the_figures_of_the_README_and_divides_the_cost_of_the_year_to_the_last_cent()
    {
        var closed = await hub.Close(null);
        closed.ShouldBeAsReckoned("machinery-ring");
        var journal = closed.Text("journal.journal").Split('\n');
        long Cost(string machine) => journal
            .Where(l => l.Contains($"Income:year-cost:{machine}  -", StringComparison.Ordinal))
            .Sum(l => Example.Cents(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1][1..]));
        (Cost("mower"), Cost("spreader")).ShouldBe((1_840_00, 2_315_50));
        closed.Rows("documents.csv").Select(r => r.Split(',')[9]).ShouldBe(["1908.88", "2392.67", "1129.68", "885.87"]);
        (await hub.Verify()).ShouldBeEmpty();
        (await hub.Close(null)).Period.OutputHash.ShouldBe(closed.Period.OutputHash);
    }

    [Fact]
    [Proves("B1.c", Partly = true)]
    public async Task keeps_aside_who_books_a_machine_that_is_booked()
    {
        await hub.Import();
        var copy = Directory.CreateTempSubdirectory("meent-ring-").FullName;
        File.Copy(Path.Combine(hub.Folder, "org.json"), Path.Combine(copy, "org.json"));
        File.WriteAllText(Path.Combine(copy, "commitments.csv"), """
            id,date,item,provider,receiver,quantity,resource,from_time,until_time
            b8,2026-10-02,mower-hour,werktuigenring,13,1,mower,11:30,12:30
            b9,2026-10-21,spreader-hour,werktuigenring,13,1,spreader,04:30,05:30
            b10,2026-10-02,mower-hour,werktuigenring,13,1,mower,15:30,16:30

            """);
        var done = await Flows.FolderImport.Run(
            hub.Installation, Host.Modules.All, new Flows.ImportRequest([copy], null, false, "Jane"),
            r => r.ToString(), null, default);
        var account = done.Value.Single().Account;
        (account.Quarantined, account.Files.Sum(f => f.Imported)).ShouldBe((2, 1));
        hub.Quarantined("commitments.csv").ShouldContain("flows.booking_collides");
        Directory.Delete(copy, recursive: true);
    }
}
