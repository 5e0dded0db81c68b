using Dapper;
using Meent.Parties;
using Meent.Tests.Closing;

namespace Meent.Tests.Kinds;

/// <summary>demo/business-park: four firms that use each other's residues, reckoned by hand in its README.</summary>
public sealed class A_month_of_a_business_park : IAsyncLifetime
{
    private static readonly string[] Firms = ["kas", "vergister", "voer", "zetmeel"];
    private Hub hub = null!;
    private Closed closed = null!;

    public async ValueTask InitializeAsync()
    {
        hub = await Example.Open("business-park", "kanaalpark");
        closed = await hub.Close(null);
    }

    public async ValueTask DisposeAsync() => await hub.DisposeAsync();

    [Fact]
    public async Task has_the_figures_of_the_README_and_passes_every_check()
    {
        closed.ShouldBeAsReckoned("business-park");
        (await hub.Verify()).ShouldBeEmpty();
        (await hub.Close(null)).Period.OutputHash.ShouldBe(closed.Period.OutputHash);
    }

    [Fact]
    [Proves("AT-C1a-1", "C1a.c", "C1a.d")]
    public async Task each_flow_is_delivered_and_received_once_without_a_road_and_the_plant_is_divided()
    {
        var flows = closed.Rows("exchanges.csv").Select(r => r.Split(',')).ToList();
        // Each firm gives something that another one uses.
        flows.Select(f => f[0]).Distinct().Order().ShouldBe(Firms);
        flows.ShouldAllBe(f => f[0] != f[1] && Firms.Contains(f[0]) && Firms.Contains(f[1]));
        flows.Sum(f => int.Parse(f[5], System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(8);
        flows.Single(f => f[2] == "fibre")[..5].ShouldBe(["zetmeel", "voer", "fibre", "t", "805.5"]);

        // Who pays and who is paid have the same quantity and amount; the account between them comes to zero.
        closed.Page("zetmeel").ShouldContain("805,5 t in 2 leveringen");
        closed.Page("zetmeel").ShouldContain("14.901,75");
        closed.Page("voer").ShouldContain("14.901,75 komt bij u als factuur");
        JournalBalance("Assets:Exchange").ShouldAllBe(b => b.Value == 0);

        var number = (await Organisation.Number(hub.Installation, hub.Id, default))!.Value;
        await using var work = await hub.Installation.Begin(number, "Jane", "test", default);
        var road = await work.Connection.QuerySingleAsync<(long Flows, long Kilometres)>("""
            select count(*), sum(m1)::bigint from flows.event where action = 2 and provider_id <> 0
            """, transaction: work.Transaction);
        road.ShouldBe((8, 0));

        // 12,500.00 over 52,000 m3, to the last cent.
        var shares = JournalBalance("Assets:Exchange:waterplant", Firms);
        shares.Values.Sum().ShouldBe(1_250_000);
    }

    [Fact]
    [Proves("K0.e")]
    public void each_firm_sees_what_it_brought_against_prices_elsewhere()
    {
        var reckoned = File.ReadLines(Path.Combine(hub.Folder, "README.md"))
            .SkipWhile(l => l != "## What it brought each firm").TakeWhile(l => l != "## Figures")
            .Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Select(l => l.Trim('|', ' ').Split(" | "))
            .Skip(1).ToDictionary(r => r[0], r => Example.Cents(r[^1].Trim('|', ' ')));
        var said = closed.Rows("advantage.csv").Select(r => r.Split(','))
            .GroupBy(r => r[0]).ToDictionary(g => g.Key, g => g.Sum(r => Example.Cents(r[5])));
        said.Keys.Order().ShouldBe(Firms);
        Firms.ShouldAllBe(f => said[f] == reckoned[f]);
        closed.Figures.Advantage!.Amount.ShouldBe(reckoned["all"]);
        closed.Page("kas").ShouldContain("9.797,09");
    }

    [Fact]
    public async Task a_statement_opens_down_to_the_records_of_both_sides_and_the_shares_of_the_plant()
    {
        foreach (var firm in Firms)
        {
            var why = (await Settlement.Explanation.Of(hub.Installation, hub.Id, firm, "2026-10", default)).Value;
            why.AddsUp.ShouldBeTrue(firm);
            why.Lines.Count(l => l.Clause is "energy" or "upkeep").ShouldBe(firm == "zetmeel" ? 4 : 2);
        }
    }

    [Fact]
    public void what_firms_are_owed_is_what_firms_owe()
    {
        var f = closed.Figures;
        f.Gross.ShouldBe(f.DeductionsDue);
        f.Net.ShouldBe(f.Receivable);
    }

    /// <summary>Balances of accounts in the journal; with firms what each of them was charged.</summary>
    private Dictionary<string, long> JournalBalance(string account, string[]? firms = null)
    {
        var sums = new Dictionary<string, long>(StringComparer.Ordinal);
        var document = "";
        foreach (var line in closed.Text("journal.journal").Split('\n'))
        {
            if (line.StartsWith("2026", StringComparison.Ordinal))
            {
                document = line.Split(' ')[^3].TrimEnd(')');
            }
            else if (line.StartsWith("    " + account, StringComparison.Ordinal))
            {
                var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                var amount = Example.Cents(parts[1]);
                var key = firms is null ? parts[0] : document;
                sums[key] = sums.GetValueOrDefault(key) + (firms is null ? amount : Math.Max(0, -amount));
            }
        }

        sums.ShouldNotBeEmpty();
        return sums;
    }
}
