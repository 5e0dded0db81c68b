using Meent.Kernel;
using Meent.Platform;
using Meent.Settlement;

namespace Meent.Host.Commands;

/// <summary>What came out of the demo, in plain words.</summary>
internal static class DemoWords
{
    internal static void Say(DemoCommand.Shown shown, IGenerator generator, string? data)
    {
        var (closed, f) = (shown.Closed, shown.Closed.Figures);
        var currency = closed.Currency;
        string Amount(long minor) => $"{currency.Code} {Decimals.Grouped(minor, currency.Decimals, ",", ".")}";
        var words = Shared.Words;
        Console.Out.WriteLine(words[shown.FirstTime ? "command.demo.first" : "command.demo.again"]);
        Console.Out.WriteLine(words.Say(
            "command.demo.figures",
            ("organisation", closed.Organisation), ("period", closed.Period),
            ("participants", Decimals.Grouped(f.Participants, 0, ",", ".")),
            ("accepted", Quantity(f.AcceptedQuantity)), ("gross", Amount(f.Gross)), ("due", Amount(f.DeductionsDue)),
            ("deductions", Amount(f.Deductions)), ("net", Amount(f.Net)), ("carried", Amount(f.CarriedForward)),
            ("payments", Decimals.Grouped(f.Payments, 0, ",", ".")), ("toPay", Amount(f.ToPay)),
            ("credit", Amount(f.CreditCarriedForward)), ("exceptions", $"{f.Exceptions}")));
        if (Example(closed.Folder) is { } member)
        {
            Console.Out.WriteLine(OfMember(closed, member));
        }

        Console.Out.WriteLine(words.Say(
            "command.demo.next",
            ("index", Path.Combine(closed.Folder, "index.html")), ("folder", shown.Folder), ("period", closed.Period),
            ("what", generator.What), ("data", data is null ? "" : $" --data {data}")));
    }

    /// <summary>Someone of whom not all could be taken, paid nevertheless; who reads the language of this reader goes
    /// first.</summary>
    private static IReadOnlyDictionary<string, string>? Example(string folder) =>
        CsvRows.Read(Path.Combine(folder, "statements.csv"))
            .Where(s => IsMore(s["to_pay"]))
            .OrderBy(s => IsMore(s["carried_forward"]) ? 0 : 1)
            .ThenBy(s => s["language"] == Shared.Words.Language ? 0 : 1)
            .FirstOrDefault();

    private static string OfMember(ClosedPeriod closed, IReadOnlyDictionary<string, string> s)
    {
        string Amount(string column) => $"{closed.Currency.Code} {Grouped(s[column])}";
        var main = closed.Figures.AcceptedQuantity;
        return Shared.Words.Say(
            IsMore(s["carried_forward"]) ? "command.demo.member.part" : "command.demo.member.all",
            ("name", s["name"]), ("number", s["number"]),
            ("quantity", main is null ? "" : $"{Grouped(s["accepted_quantity"])} {main.Unit} {main.Item}"),
            ("gross", Amount("gross")), ("due", Amount("deductions_due")), ("deductions", Amount("deductions")),
            ("net", Amount("net")), ("carried", Amount("carried_forward")), ("toPay", Amount("to_pay")),
            ("credit", Amount("credit_carried_forward")), ("rail", s["rail"]),
            ("statement", Path.Combine(closed.Folder, s["file"])));
    }

    private static string Quantity(Measured? m) => m is null
        ? "-"
        : $"{Decimals.Grouped(m.Value / 1000, 0, ",", ".")} {m.Unit} {m.Item}";

    private static bool IsMore(string amount) => amount.Any(c => c is > '0' and <= '9');

    private static string Grouped(string number)
    {
        var places = number.Length - 1 - number.LastIndexOf('.');
        return number.Contains('.', StringComparison.Ordinal) && Decimals.TryParse(number, places, out var value)
            ? Decimals.Grouped(value, places, ",", ".")
            : number;
    }
}
