using System.Globalization;
using Meent.Collection.Generate;
using Meent.Host;
using Meent.Host.Commands;
using Meent.Kernel;
using Meent.Platform;
using Meent.Reference;
using Meent.Settlement;
using Meent.Tests.Practice.Collection.Generate;

namespace Meent.Tests.Practice.Generate;

/// <summary>A hub that was generated and whose first month was closed, beside what the independent settlement makes
/// of the same folder.</summary>
internal sealed class ClosedHub : IAsyncDisposable
{
    private readonly string output = Directory.CreateTempSubdirectory("meent-out-").FullName;
    private readonly Made made;
    private readonly TestInstallation books;

    private ClosedHub(Made made, TestInstallation books) => (this.made, this.books) = (made, books);

    public GeneratedHub Hub => made.Hub;

    public string Owner => books.Owner;

    public Installation Installation => books.Installation;

    public ClosedPeriod Closed { get; private set; } = null!;

    public SettledPeriod Expected { get; private set; } = null!;

    /// <summary>Rows of statements.csv by number.</summary>
    public Dictionary<string, IReadOnlyDictionary<string, string>> Statements { get; private set; } = [];

    public static async Task<ClosedHub> From(HubRequest request)
    {
        var hub = new ClosedHub(Made.From(request), await TestInstallation.New([.. Modules.All]));
        try
        {
            await hub.Close(request);
            return hub;
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    public IEnumerable<IReadOnlyDictionary<string, string>> Rows(string file) =>
        CsvRows.Read(Path.Combine(Closed.Folder, file));

    /// <summary>Every figure of every participant and of the whole; all that differ are named at once.</summary>
    public void EqualsTheReference()
    {
        Statements.Keys.Order(StringComparer.Ordinal).ShouldBe(Expected.Participants.Select(p => p.Number));
        var differences = Expected.Participants.SelectMany(p => Differences(p, Statements[p.Number])).ToList();
        differences.Take(20).ShouldBeEmpty($"{differences.Count} figures differ");
        var (f, total) = (Closed.Figures, Expected.Total);
        Same("participants", Expected.Participants.Count, f.Participants);
        Same("statements", Expected.Participants.Count, f.Statements);
        Same("accepted", total.AcceptedQuantity, f.AcceptedQuantity!.Value / 1000m);
        Same("rejected", total.RejectedQuantity, f.RejectedQuantity!.Value / 1000m);
        Same("gross", total.Gross, Money(f.Gross));
        Same("deductionsDue", total.DeductionsDue, Money(f.DeductionsDue));
        Same("deductions", total.Deductions, Money(f.Deductions));
        Same("net", total.Net, Money(f.Net));
        Same("carriedForward", total.CarriedForward, Money(f.CarriedForward));
        Same("creditBroughtForward", total.CreditBroughtForward, Money(f.CreditBroughtForward));
        Same("toPay", total.ToPay, Money(f.ToPay));
        Same("creditCarriedForward", total.CreditCarriedForward, Money(f.CreditCarriedForward));
        Same("remittances", Expected.Remittances.Sum(r => r.Amount), Money(f.Remittances));
        Same("payments", Expected.Participants.Count(p => p.ToPay > 0), f.Payments);
        Same("debits", Money(f.Credits), Money(f.Debits));
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(output, recursive: true);
        made.Dispose();
        await books.DisposeAsync();
    }

    public decimal Money(long minor) => decimal.Parse(
        Decimals.Fixed(minor, Closed.Currency.Decimals), CultureInfo.InvariantCulture);

    private async Task Close(HubRequest request)
    {
        var asked = new CloseCommand.Request(
            Hub.Folder, Hub.Period, output, "maker", "approver",
            request.First.PlusMonths(1).PlusDays(5), RegisterUnknown: false);
        Closed = (await CloseCommand.All(books.Installation, asked, CancellationToken.None)).Value.Single();
        Closed.State.ShouldBe("closed");
        Expected = Reckoning.Of(Hub.Folder, Hub.Period);
        Statements = Rows("statements.csv").ToDictionary(r => r["number"]);
    }

    private static IEnumerable<string> Differences(
        Meent.Reference.Figures expected, IReadOnlyDictionary<string, string> found) =>
        from pair in (IEnumerable<(string Column, decimal Value)>)
        [
            ("accepted_quantity", expected.AcceptedQuantity), ("rejected_quantity", expected.RejectedQuantity),
            ("gross", expected.Gross), ("deductions_due", expected.DeductionsDue),
            ("deductions", expected.Deductions), ("net", expected.Net), ("carried_forward", expected.CarriedForward),
            ("credit_brought_forward", expected.CreditBroughtForward), ("to_pay", expected.ToPay),
            ("credit_carried_forward", expected.CreditCarriedForward),
        ]
        where Made.Number(found[pair.Column]) != pair.Value
        select $"{expected.Number} {pair.Column}: {found[pair.Column]} and not {pair.Value}";

    private static void Same(string figure, decimal expected, decimal found) => found.ShouldBe(expected, figure);
}
