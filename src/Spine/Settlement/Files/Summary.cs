namespace Meent.Settlement.Files;

/// <summary>The figures of a close by summation over its statements and files; amounts in minor units, quantities in
/// thousandths. The same names as in the definition of the close.</summary>
internal sealed record Summary
{
    public required int Participants { get; init; }
    public required int Statements { get; init; }
    public required long AcceptedQuantity { get; init; }
    public required long RejectedQuantity { get; init; }
    public required long Gross { get; init; }
    public required long Adjustments { get; init; }
    public required long Tax { get; init; }
    public required long BroughtForward { get; init; }
    public required long DeductionsDue { get; init; }
    public required long Deductions { get; init; }
    public required long Net { get; init; }
    public required long CarriedForward { get; init; }
    public required long Receivable { get; init; }
    public required long CreditBroughtForward { get; init; }
    public required long ToPay { get; init; }
    public required long CreditCarriedForward { get; init; }
    public required long Remittances { get; init; }

    /// <summary>Read back from the journal as written.</summary>
    public required long Debits { get; init; }
    public required long Credits { get; init; }
    public required int Payments { get; init; }
    public required int Exceptions { get; init; }

    /// <summary>Null where no price elsewhere is recorded.</summary>
    public AdvantageFigures? Advantage { get; init; }

    public static Summary Of(PeriodBook book, JournalSums journal)
    {
        var all = book.Statements;
        return new Summary
        {
            Participants = all.Count,
            Statements = all.Count,
            AcceptedQuantity = all.Sum(s => s.AcceptedQuantity),
            RejectedQuantity = all.Sum(s => s.RejectedQuantity),
            Gross = all.Sum(s => s.Gross),
            Adjustments = all.Sum(s => s.Adjustments),
            Tax = all.Sum(s => s.Tax),
            BroughtForward = all.Sum(s => s.BroughtForward),
            DeductionsDue = all.Sum(s => s.DeductionsDue),
            Deductions = all.Sum(s => s.Deductions),
            Net = all.Sum(s => s.Net),
            CarriedForward = all.Sum(s => s.CarriedForward),
            Receivable = all.Sum(s => s.Receivable),
            CreditBroughtForward = all.Sum(s => s.CreditBroughtForward),
            ToPay = all.Sum(s => s.ToPay),
            CreditCarriedForward = all.Sum(s => s.CreditCarriedForward),
            Remittances = book.Remittances.Sum(r => r.Amount),
            Debits = journal.Debits,
            Credits = journal.Credits,
            Payments = all.Count(s => s.ToPay > 0),
            Exceptions = book.Exceptions.Count,
            Advantage = book.References is null ? null : Compared(all),
        };
    }

    private static AdvantageFigures Compared(IReadOnlyList<Statement> all)
    {
        var advantages = all.Select(s => s.Advantage?.Amount).ToList();
        var measured = advantages.Count(a => a is not null);
        return new AdvantageFigures(Rules.Advantage.Sum(advantages), measured, advantages.Count - measured);
    }
}
