using System.Globalization;
using System.Text;

namespace Meent.Reference;

/// <summary>Prints the expected figures of a folder as CSV: a row for each participant, then the totals.</summary>
public static class Program
{
    public const string Header =
        "number,name,language,rail,acceptedQuantity,rejectedQuantity,gross,deductionsDue,deductions,net,carriedForward,"
        + "creditBroughtForward,toPay,creditCarriedForward,nextLimit";

    /// <summary>FOLDER [--period yyyy-MM]; 0 done, 2 cannot be reckoned.</summary>
    public static int Main(string[] args)
    {
        var asked = Array.IndexOf(args, "--period");
        if (args.Length == 0 || asked == 0 || asked == args.Length - 1)
        {
            Console.Error.WriteLine("usage: FOLDER [--period yyyy-MM]");
            return 2;
        }

        try
        {
            Console.Write(Csv(Reckoning.Of(args[0], asked < 0 ? null : args[asked + 1])));
            return 0;
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or IOException)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }
    }

    public static string Csv(SettledPeriod settled)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var f in settled.Participants.Append(settled.Total))
        {
            string[] cells = [
                f.Number, f.Name, f.Language, f.Rail, Quantity(f.AcceptedQuantity), Quantity(f.RejectedQuantity),
                Money(f.Gross), Money(f.DeductionsDue), Money(f.Deductions), Money(f.Net), Money(f.CarriedForward),
                Money(f.CreditBroughtForward), Money(f.ToPay), Money(f.CreditCarriedForward),
                f.NextLimit is { } limit ? Money(limit) : ""];
            text.AppendJoin(',', cells.Select(Quoted)).Append('\n');
        }

        return text.ToString();

        string Money(decimal value) => value.ToString($"F{settled.Decimals}", CultureInfo.InvariantCulture);
    }

    private static string Quantity(decimal value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Quoted(string cell) =>
        cell.IndexOfAny([',', '"', '\n']) < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
