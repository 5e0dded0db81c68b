using Meent.Agreements;
namespace Meent.Settlement.Files;

/// <summary>What a sheet says must add up before it is printed; where it does not, the close is wrong and nothing is
/// written.</summary>
internal static class Sums
{
    public static void Check(PeriodBook book, Statement s)
    {
        long gross = 0, taken = 0, carried = 0, invoiced = 0, tax = 0, due = 0;
        foreach (var line in s.Lines)
        {
            gross += line.Kind == LineKind.Price ? line.Amount : 0;
            tax += line.Kind == LineKind.Tax ? line.Amount : 0;
            if (line.Kind is LineKind.Charge or LineKind.Deduction)
            {
                (due, taken) = (due + line.Amount, taken + line.Taken);
                (carried, invoiced) = (carried + line.Carried, invoiced + line.Invoiced);
            }
        }

        Equal(s, "gross", gross, s.Gross);
        Equal(s, "deductionsDue", due, s.DeductionsDue);
        Equal(s, "deductions", taken, s.Deductions);
        Equal(s, "carriedForward", carried, s.CarriedForward);
        Equal(s, "arrears", s.Arrears.Sum(a => a.Amount), s.CarriedForward);
        Equal(s, "receivable", invoiced, s.Receivable);
        Equal(s, "tax", tax, s.Tax);
        Equal(s, "net", s.Gross - s.Deductions, s.Net);
        Equal(s, "paid", s.Net + s.Tax + s.CreditBroughtForward, s.ToPay + s.CreditCarriedForward);
        if (book.MainItem is not null)
        {
            Equal(s, "acceptedQuantity", Accepted(s.Movements.Span), s.AcceptedQuantity);
        }
    }

    private static long Accepted(ReadOnlySpan<Movement> movements)
    {
        long sum = 0;
        foreach (ref readonly var m in movements)
        {
            sum += m.Accepted ? m.Quantity : 0;
        }

        return sum;
    }

    private static void Equal(Statement s, string figure, long lines, long total)
    {
        if (lines != total)
        {
            throw new InvalidOperationException($"Statement {s.Number}: {figure} is {total}, its parts give {lines}");
        }
    }
}
