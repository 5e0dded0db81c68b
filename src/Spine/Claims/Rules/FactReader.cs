using Meent.Kernel;

namespace Meent.Claims.Rules;

/// <summary>Reads one fact at one event.</summary>
internal abstract class FactReader(int index)
{
    /// <summary>No value in a table of values.</summary>
    internal const long Absent = long.MinValue;

    internal int Index { get; } = index;

    internal void Read(in RatedEvent e, FactSheet sheet)
    {
        sheet.Culprits[Index] = Index;
        sheet.Verdicts[Index] = Value(in e, sheet, out sheet.Values[Index]);
    }

    protected abstract Verdict Value(in RatedEvent e, FactSheet sheet, out long value);
}

/// <summary>What a missing value becomes.</summary>
internal readonly record struct Absence(Verdict Verdict, long Value);

internal sealed class MeasureReader(int index, int column, long multiplier, Absence absence) : FactReader(index)
{
    protected override Verdict Value(in RatedEvent e, FactSheet sheet, out long value)
    {
        var measured = column switch
        {
            0 => e.M1,
            1 => e.M2,
            2 => e.M3,
            3 => e.M4,
            4 => e.M5,
            5 => e.M6,
            _ => RatedEvent.NotMeasured,
        };
        if (measured == RatedEvent.NotMeasured)
        {
            value = absence.Value;
            return absence.Verdict;
        }

        value = measured * multiplier;
        return Verdict.Rated;
    }
}

internal sealed class GradeReader(int index, long[] symbols, Absence absence) : FactReader(index)
{
    protected override Verdict Value(in RatedEvent e, FactSheet sheet, out long value)
    {
        if (e.Grade < 0)
        {
            value = absence.Value;
            return absence.Verdict;
        }

        value = symbols[e.Grade];
        return Verdict.Rated;
    }
}

/// <summary>Observed: a value for each month and party. Published: a value for each day.</summary>
internal sealed class TableReader(int index, Calendar calendar, long[][] values, bool byParty, Absence absence)
    : FactReader(index)
{
    protected override Verdict Value(in RatedEvent e, FactSheet sheet, out long value)
    {
        value = byParty ? values[calendar.MonthOf(e.Day)][e.Party] : values[0][calendar.IndexOf(e.Day)];
        if (value != Absent)
        {
            return Verdict.Rated;
        }

        value = absence.Value;
        return absence.Verdict;
    }
}

internal sealed class LinearReader(
    int index, (int Fact, long Factor)[] parts, Int128 plus, long divisor, Rounding rounding, long multiplier)
    : FactReader(index)
{
    protected override Verdict Value(in RatedEvent e, FactSheet sheet, out long value)
    {
        value = 0;
        var sum = plus;
        foreach (var (fact, factor) in parts)
        {
            if (sheet.Verdicts[fact] != Verdict.Rated)
            {
                sheet.Culprits[Index] = sheet.Culprits[fact];
                return sheet.Verdicts[fact];
            }

            sum += (Int128)sheet.Values[fact] * factor;
        }

        value = divisor == 1 ? checked((long)(sum * multiplier)) : Exact.Divide(sum, divisor, rounding) * multiplier;
        return Verdict.Rated;
    }
}

/// <summary>First row that fits wins. A value is asked for only when a row before did not decide.</summary>
internal sealed class DecisionReader(int index, (int Fact, Range64 Range)[][] rows, long[] results) : FactReader(index)
{
    protected override Verdict Value(in RatedEvent e, FactSheet sheet, out long value)
    {
        value = 0;
        for (var row = 0; row < rows.Length; row++)
        {
            var fits = true;
            foreach (var (fact, range) in rows[row])
            {
                if (sheet.Verdicts[fact] != Verdict.Rated)
                {
                    sheet.Culprits[Index] = sheet.Culprits[fact];
                    return sheet.Verdicts[fact];
                }

                if (!range.Holds(sheet.Values[fact]))
                {
                    fits = false;
                    break;
                }
            }

            if (fits)
            {
                value = results[row];
                return Verdict.Rated;
            }
        }

        return Verdict.OutsideTable;
    }
}
