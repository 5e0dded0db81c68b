namespace Meent.Tests.Closing;

/// <summary>Half a year of a credit book and one day of scales of a hub in Limuru, 2010. The price of 25.00 is
/// assumed; the files are not ours to ship.</summary>
[Trait("Category", "Slow")]
public sealed class A_real_hub_is_closed : IAsyncLifetime
{
    private const string Data = "shared/data/dairy/limuru-2010/";
    private static readonly string[] Files = ["credit_sales_2010H1.csv", "scale_trn_2010-07-06.csv"];
    private Hub hub = null!;

    public async ValueTask InitializeAsync() =>
        hub = await Hub.Of(Path.Combine(Repository.Root, "tests/Practice/limuru/hub"), "limuru");

    public async ValueTask DisposeAsync() => await hub.DisposeAsync();

    [Fact]
    [Proves("AT-K2-1", "AT-K1-2", "K2.a")]
    public async Task and_seven_months_give_its_figures()
    {
        var paths = Files.Select(f => Repository.Beside(Data + f)).ToArray();
        Assert.SkipWhen(paths.Contains(null), $"{Data} is local data that is not shipped");
        var account = await hub.Import(registerUnknown: true, paths!);
        var books = account.Files.Where(f => f.Kind is "purchases" or "deliveries").ToDictionary(f => f.Kind);
        var (bought, weighed) = (books["purchases"], books["deliveries"]);
        (bought.Rows, bought.Imported, bought.Quarantined, bought.Totals["amount"].Imported)
            .ShouldBe((29_995, 29_995, 0, "27683808.98"));
        (weighed.Rows, weighed.Imported, weighed.Quarantined, weighed.Totals["quantity"].Imported)
            .ShouldBe((1_135, 1_135, 0, "9727.1"));

        long due = 0, arrears = 0;
        for (var month = 1; month <= 6; month++)
        {
            var f = (await Close(month)).Figures;
            (f.Gross, f.Net, f.Deductions, f.ToPay, f.BroughtForward).ShouldBe((0, 0, 0, 0, arrears));
            due += f.DeductionsDue - f.BroughtForward;
            arrears = f.CarriedForward;
        }

        (due, arrears).ShouldBe((2_768_380_898, 2_768_380_898));
        var july = await Close(7);
        var s = july.Figures;
        (s.Participants, s.Gross, s.Deductions, s.Net).ShouldBe((2_842, 24_317_750, 17_906_450, 6_411_300));
        (s.BroughtForward, s.CarriedForward).ShouldBe((2_768_380_898, 2_750_474_448));

        // Nobody's way to be paid is in these files.
        (s.ToPay, s.CreditCarriedForward, s.Payments).ShouldBe((0, 6_411_300, 0));
        (s.AcceptedQuantity!.Value, s.Debits).ShouldBe((9_727_100, s.Credits));
        july.Rows("statements.csv").Count().ShouldBe(2_842);

        var again = await hub.Import(registerUnknown: true, paths!);
        again.Imported.ShouldBe(0);
        again.Files.Where(f => f.Kind is "purchases" or "deliveries").Sum(f => f.Unchanged).ShouldBe(31_130);
    }

    private async Task<Closed> Close(int month) => new((await hub.TryClose($"2010-{month:00}")).Value);
}
