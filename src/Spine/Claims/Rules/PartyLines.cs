using Meent.Agreements;
using Meent.Kernel;

namespace Meent.Claims.Rules;

/// <summary>From the sums of one party under one set of terms to its lines: what rounds the line, percentages of lines,
/// tiers and amounts for the period.</summary>
internal sealed class PartyLines(TermsRater terms, IReadOnlyList<PartyLines.Row> rows)
{
    private readonly Dictionary<string, long> tierQuantities = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> tierRunning = new(StringComparer.Ordinal);

    /// <summary>Sums of a party in one version and with one counterparty.</summary>
    internal readonly record struct Row(int Version, int Party, int Counterparty, bool Provides, int Index);

    /// <param name="rows">In order of version and counterparty.</param>
    /// <returns>Lines, each with the place of its clause; null where a quantity fits no band of a tier.</returns>
    internal List<(int Clause, RatedLine Line)>? Lines()
    {
        foreach (var row in rows)
        {
            CountTiers(row);
        }

        var lines = new List<(int, RatedLine)>();
        foreach (var row in rows)
        {
            var frames = terms.Versions[row.Version]!.Frames;
            var amounts = new long[frames.Length];
            foreach (var frame in frames)
            {
                ref var cell = ref CellOf(row, frame);
                if (!cell.Touched || !Due(row, frame))
                {
                    continue;
                }

                if (Amount(row, frame, in cell, amounts, out var unitPrice) is not { } amount)
                {
                    return null;
                }

                amounts[frame.Index] = amount;
                if (cell.Events != 0 || cell.Quantity != 0 || amount != 0)
                {
                    lines.Add((frame.Index, Line(row, frame, in cell, amount, unitPrice)));
                }
            }
        }

        return lines;
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
        frame.Clause is not FixedClause { Each: FixedEach.Period } clause
        || (CellOf(row, frame).Events > 0 && !rows.Any(later =>
            later.Version > row.Version && later.Counterparty == row.Counterparty && later.Provides == row.Provides
            && terms.Versions[later.Version]!.Frames.Any(f =>
                f.Clause.Code == clause.Code && CellOf(later, f).Events > 0)));

    private long? Amount(Row row, ClauseFrame frame, in Cell cell, long[] amounts, out long unitPrice)
    {
        unitPrice = cell.UnitPrice;
        switch (frame.Clause)
        {
            case FixedClause { Each: FixedEach.Period } clause:
                return clause.Amount.At(terms.Terms.Currency.Decimals);
            case TierClause clause:
                return Tier(clause, cell.Quantity, out unitPrice) is { } exact ? Rounded(frame, in cell, exact) : null;
            case PercentClause clause when !frame.EachEvent:
                var frames = terms.Versions[row.Version]!.Frames;
                Int128 sum = 0;
                foreach (var earlier in frames.Where(f => clause.Of.Contains(f.Clause.Code)))
                {
                    sum += amounts[earlier.Index];
                }

                return Rounded(frame, in cell, sum * clause.Percent.Value);
            default:
                return frame.EachEvent ? checked((long)cell.Sum) : Rounded(frame, in cell, cell.Sum);
        }
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
