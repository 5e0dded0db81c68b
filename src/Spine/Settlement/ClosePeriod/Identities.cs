namespace Meent.Settlement.ClosePeriod;

/// <summary>What always holds, for each participant and in total (CLOSE: always true). Where one fails, the program
/// is wrong and nothing is booked.</summary>
internal static class Identities
{
    internal static void Check(PeriodFacts facts, PeriodBook book)
    {
        foreach (var s in book.Statements)
        {
            // What the files would not write is found before anything is booked.
            Files.Sums.Check(book, s);
            Must(s.Gross - s.Deductions == s.Net && s.Net >= 0, s.Number, "gross - deductions = net >= 0");
            Must(s.DeductionsDue == s.Deductions + s.CarriedForward + s.Receivable, s.Number,
                "due = taken + carried + receivable");
            Must(s.Net + s.Tax + s.CreditBroughtForward == s.ToPay + s.CreditCarriedForward, s.Number,
                "owed = paid + still owed");
            Must(s.Lines.Sum(l => l.Taken) == s.Deductions, s.Number, "lines taken = deductions");
            if (facts.Before is not null)
            {
                var before = facts.CarriedBefore.GetValueOrDefault(s.PartyId);
                Must(s.BroughtForward == before, s.Number, "brought forward = carried forward before");
            }
        }

        var main = book.Goods.FirstOrDefault(g => g.Item == book.MainItem?.Item);
        var accepted = book.Statements.Sum(s => s.AcceptedQuantity) + Unsettled(facts, book);
        Must(accepted == (main?.Accepted ?? 0), "", "statements + what has no settled role = intake");
    }

    /// <summary>Brought by those who have no settled role, and are named as exceptions.</summary>
    private static long Unsettled(PeriodFacts facts, PeriodBook book)
    {
        long sum = 0;
        foreach (var party in facts.Happened.Touched.Except(book.Statements.Select(s => s.PartyId)))
        {
            foreach (ref readonly var m in facts.Happened.Movements.Of(facts.Index.Of(party)).Span)
            {
                sum += m.Accepted ? m.Quantity : 0;
            }
        }

        return sum;
    }

    internal static void Check(CloseFigures f)
    {
        Must(f.Debits == f.Credits, "", "debits = credits");
        Must(f.Gross - f.DeductionsDue == f.Net - f.CarriedForward - f.Receivable, "", "the total ties");
    }

    private static void Must(bool holds, string number, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"{number}: {what} does not hold");
        }
    }
}
