using Meent.Agreements;
using Meent.Kernel;

namespace Meent.Claims.Rules;

/// <summary>From the sums of one party under one set of terms to its lines: what rounds the line, percentages of lines,
/// tiers and amounts for the period.</summary>
/// <param name="lines">Takes them, each with the place of its clause.</param>
internal sealed class PartyLines(TermsRater terms, List<(int Clause, RatedLine Line)> lines)
{
    private readonly Dictionary<string, long> tierQuantities = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> tierRunning = new(StringComparer.Ordinal);
    private readonly long[] amounts = new long[terms.Versions.Select(v => v?.Frames.Length ?? 0).Append(0).Max()];
    private ArraySegment<Row> rows;

    /// <summary>Sums of a party in one version and with one counterparty.</summary>
    internal readonly record struct Row(int Version, int Party, int Counterparty, bool Provides, int Index);

    /// <param name="ofParty">In order of version and counterparty.</param>
    /// <returns>False where a quantity fits no band of a tier.</returns>
    internal bool Add(ArraySegment<Row> ofParty)
    {
        rows = ofParty;
        tierQuantities.Clear();
        tierRunning.Clear();
        foreach (var row in rows)
        {
            CountTiers(row);
        }

        foreach (var row in rows)
        {
            var frames = terms.Versions[row.Version]!.Frames;
            Array.Clear(amounts);
            foreach (var frame in frames)
            {
                ref var cell = ref CellOf(row, frame);
                if (!cell.Touched || !Due(row, frame))
                {
                    continue;
                }

                if (Amount(row, frame, in cell, out var unitPrice) is not { } amount)
                {
                    return false;
                }

                amounts[frame.Index] = amount;
                if (cell.Events != 0 || cell.Quantity != 0 || amount != 0)
                {
                    lines.Add((frame.Index, Line(row, frame, in cell, amount, unitPrice)));
                }
            }
        }

        return true;
    }

    private RatedLine Line(Row row, ClauseFrame frame, in Cell cell, long amount, long unitPrice) => new(
        row.Party, terms.Id, row.Version + 1, frame.Clause.Code,
        frame.Clause.LineOf(row.Provides ? Side.Provider : Side.Receiver), row.Counterparty, amount,
        cell.Quantity, cell.Events, cell.SinceDay,
        unitPrice is ClauseRater.NoUnitPrice ? null : unitPrice, frame.PerUnits);

    private ref Cell CellOf(Row row, ClauseFrame frame) =>
        ref terms.Versions[row.Version]!.CellOf(row.Index, frame.Index);

    private void CountTiers(Row row)
    {
        foreach (var frame in terms.Versions[row.Version]!.Frames)
        {
            if (frame.Clause is TierClause)
            {
                var code = frame.Clause.Code;
                tierQuantities[code] = tierQuantities.GetValueOrDefault(code) + CellOf(row, frame).Quantity;
            }
        }
    }

    // An amount for the period is due in the last version with an event, once for each counterparty.
    private bool Due(Row row, ClauseFrame frame) =>
        frame.Clause is not FixedClause { Each: FixedEach.Period }
        || (CellOf(row, frame).Events > 0 && IsLast(row, frame.Clause.Code));

    private bool IsLast(Row row, string clause) => !rows.Any(later =>
        later.Version > row.Version && later.Counterparty == row.Counterparty && later.Provides == row.Provides
        && terms.Versions[later.Version]!.Frames.Any(f => f.Clause.Code == clause && CellOf(later, f).Events > 0));

    private long? Amount(Row row, ClauseFrame frame, in Cell cell, out long unitPrice)
    {
        unitPrice = cell.UnitPrice;
        switch (frame.Clause)
        {
            case FixedClause { Each: FixedEach.Period } clause:
                return clause.Amount.At(terms.Terms.Currency.Decimals);
            case TierClause clause:
                return Tier(clause, cell.Quantity, out unitPrice) is { } exact ? Rounded(frame, in cell, exact) : null;
            case PercentClause clause when !frame.EachEvent:
                return Rounded(frame, in cell, SumOf(row, clause.Of) * clause.Percent.Value);
            default:
                return frame.EachEvent ? checked((long)cell.Sum) : Rounded(frame, in cell, cell.Sum);
        }
    }

    /// <summary>What the clauses made so far for the row.</summary>
    private Int128 SumOf(Row row, IReadOnlyList<string> clauses)
    {
        Int128 sum = 0;
        foreach (var frame in terms.Versions[row.Version]!.Frames)
        {
            if (clauses.Contains(frame.Clause.Code))
            {
                sum += amounts[frame.Index];
            }
        }

        return sum;
    }

    // Floor and cap are for lines with events: where all were taken back, nothing may stay.
    private static long Rounded(ClauseFrame frame, in Cell cell, Int128 numerator) =>
        cell.Events == 0 ? frame.Denominator.Divide(numerator, frame.Mode) : frame.Round(numerator);

    private Int128? Tier(TierClause clause, long quantity, out long unitPrice)
    {
        unitPrice = ClauseRater.NoUnitPrice;
        if (!clause.Marginal)
        {
            var total = Figure.Of(tierQuantities[clause.Code], Quantity.Scale);
            var band = clause.Bands.FirstOrDefault(b => Holds(b, total));
            unitPrice = band is null ? ClauseRater.NoUnitPrice : ClauseRaters.Micros(band.Value!.Value);
            return band is null ? null : (Int128)quantity * unitPrice;
        }

        var start = tierRunning.GetValueOrDefault(clause.Code);
        tierRunning[clause.Code] = start + quantity;
        return UpTo(clause, start + quantity) is { } upper && UpTo(clause, start) is { } lower ? upper - lower : null;
    }

    private static bool Holds(Band band, Figure total) =>
        (band.Above is null || total > band.Above) && (band.From is null || total >= band.From)
        && (band.UpTo is null || total <= band.UpTo) && (band.Below is null || total < band.Below);

    /// <summary>Sum of each part x its value from nothing to a quantity; null where a part lies in no band.</summary>
    private static Int128? UpTo(TierClause clause, long quantity)
    {
        var (low, high) = quantity < 0 ? (quantity, 0L) : (0L, quantity);
        Int128 sum = 0;
        Int128 covered = 0;
        foreach (var band in clause.Bands)
        {
            var from = Math.Max(low, band.Lower?.At(Quantity.Scale) ?? low);
            var to = Math.Min(high, band.Upper?.At(Quantity.Scale) ?? high);
            if (to > from)
            {
                covered += to - from;
                sum += (Int128)(to - from) * ClauseRaters.Micros(band.Value!.Value);
            }
        }

        return covered == (Int128)high - low ? (quantity < 0 ? -sum : sum) : null;
    }
}
