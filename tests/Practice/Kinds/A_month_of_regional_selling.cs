using Meent.Tests.Closing;

namespace Meent.Tests.Kinds;

/// <summary>demo/regional-b2b: three customers, seven farms, reckoned by hand in its README.</summary>
public sealed class A_month_of_regional_selling : IAsyncLifetime
{
    private Hub hub = null!;
    private Closed closed = null!;

    public async ValueTask InitializeAsync()
    {
        hub = await Example.Open("regional-b2b", "rivierland");
        closed = await hub.Close(null);
    }

    public async ValueTask DisposeAsync() => await hub.DisposeAsync();

    [Fact]
    public async Task has_the_figures_of_the_README_and_passes_every_check()
    {
        closed.ShouldBeAsReckoned("regional-b2b");
        (await hub.Verify()).ShouldBeEmpty();
        (await hub.Close(null)).Period.OutputHash.ShouldBe(closed.Period.OutputHash);
    }

    [Fact]
    [Proves("B1.d", Partly = true)]
    [Proves("AT-O1-2", "O1.c", "O1.d")]
    public void an_order_of_twelve_items_from_seven_farms_is_one_delivery_note_one_invoice_and_seven_pay_outs()
    {
        var documents = closed.Rows("documents.csv").Select(r => r.Split(',')).ToList();
        documents.Count(d => d[0] == "delivery-note" && d[6] == "B-101").ShouldBe(1);
        var invoice = documents.Single(d => d[0] == "invoice" && d[3] == "linde");
        documents.Count(d => d[0] == "self-billing").ShouldBe(7);
        closed.Rows("statements.csv").Count(r => r.Contains(",bank,", StringComparison.Ordinal)).ShouldBe(7);

        var page = closed.Text(invoice[10]);
        string[] items =
        [
            "Tomaat", "Aardappel", "Winterpeen", "Kropsla", "Elstar", "Ei", "Boerenkaas", "Hoeveyoghurt", "Rundvlees",
            "Volkorenbrood", "Honing", "Streekbier",
        ];
        items.ShouldAllBe(i => page.Contains($" · {i} · ", StringComparison.Ordinal));

        // What the farms get for this order and what the co-operative keeps are the net of the invoice.
        var farms = File.ReadLines(Path.Combine(hub.Folder, "events.csv")).Skip(1).Select(l => l.Split(','))
            .Where(e => e[4] == "rivierland" && e[7] == "B-101").ToList();
        farms.Select(e => e[3]).Distinct().Count().ShouldBe(7);
        var payOuts = farms.Sum(e => Rounded(e[5], e[6]));
        var margin = Example.Cents("115.90") + Example.Cents("3.17") + Example.Cents("32.99") + Example.Cents("9.54")
            + Example.Cents("1.92");
        payOuts.ShouldBe(Example.Cents("992.17"));
        (payOuts + margin).ShouldBe(Example.Cents(invoice[7]));
        foreach (var part in (string[])["115,90", "3,17", "32,99", "9,54", "1,92", "1.155,69", "101,18", "6,61"])
        {
            page.ShouldContain(part);
        }
    }

    [Fact]
    public void what_customers_pay_is_what_farms_get_and_fees_and_differences_that_have_a_name()
    {
        var statements = closed.Rows("statements.csv").Select(r => r.Split(',')[0]).ToList();
        long Of(string prefix, string column) => statements
            .Where(s => char.IsDigit(s[0]) == (prefix == "farms")).Sum(s => Example.Cents(closed[s, column]));
        var invoiced = closed.Rows("documents.csv").Select(r => r.Split(',')).Where(d => d[0] == "invoice")
            .Sum(d => Example.Cents(d[7]));
        var named = Example.Cents("267.36") + Example.Cents("115.16") + Example.Cents("14.00") - Example.Cents("4.30")
            - Example.Cents("3.40");
        invoiced.ShouldBe(Of("farms", "net") + named);
        Of("customers", "receivable").ShouldBe(
            closed.Rows("documents.csv").Select(r => r.Split(',')).Where(d => d[0] == "invoice")
                .Sum(d => Example.Cents(d[9])));
    }

    [Fact]
    [Proves("O1.b")]
    public void a_delivery_note_says_what_was_ordered_what_came_why_not_all_and_from_whom()
    {
        var note = closed.Rows("documents.csv").Select(r => r.Split(','))
            .Single(d => d[0] == "delivery-note" && d[6] == "B-102");
        closed.Text(note[10]).ShouldContain("""
            <tr><td>Tomaat<td class="n">20 kg<td class="n">17 kg<td class="n">−3<td>oogst viel tegen<td>Kwekerij De Waal
            """.Trim());
    }

    [Fact]
    public void numbers_have_no_gap_and_a_farm_has_a_series_of_its_own()
    {
        var documents = closed.Rows("documents.csv").Select(r => r.Split(',')).ToList();
        foreach (var series in documents.GroupBy(d => d[0] == "self-billing" ? d[0] + d[3] : d[0]))
        {
            series.Select(d => int.Parse(d[2], System.Globalization.CultureInfo.InvariantCulture)).Order()
                .ShouldBe(Enumerable.Range(1, series.Count()));
        }

        closed.Text("documents/self-billing-07-2026-1.html").ShouldContain("Factuur uitgereikt door afnemer 2026/1");
    }

    private static long Rounded(string quantity, string price)
    {
        Kernel.Decimals.TryParse(quantity, 3, out var thousandths);
        Kernel.Decimals.TryParse(price, 2, out var cents);
        return ((thousandths * cents) + 500) / 1000;
    }
}
