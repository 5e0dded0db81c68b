using Meent.Agreements;
using Meent.Kernel;

namespace Meent.Claims.Rules;

/// <summary>What a compiled clause is besides its formula.</summary>
/// <param name="Index">Place in the version.</param>
/// <param name="Denominator">What the numerators of its formula are divided by to give minor units.</param>
/// <param name="Min">Minor units.</param>
/// <param name="Max">Minor units.</param>
internal sealed record ClauseFrame(
    int Index, Clause Clause, Denominator Denominator, Rounding Mode, bool EachEvent, long Min, long Max, int PerUnits)
{
    internal long Round(Int128 numerator) => Math.Clamp(Denominator.Divide(numerator, Mode), Min, Max);
}

/// <summary>The formula of a clause at one event, without the sign of the event.</summary>
internal abstract class ClauseRater(ClauseFrame frame)
{
    /// <summary>The line has no single unit price.</summary>
    internal const long NoUnitPrice = long.MinValue;

    internal ClauseFrame Frame { get; } = frame;

    /// <param name="numerator">Over the denominator of the frame, in minor units.</param>
    /// <param name="unitPrice">Millionths, or <see cref="NoUnitPrice"/>.</param>
    internal abstract Verdict Rate(in RatedEvent e, FactSheet sheet, out Int128 numerator, out long unitPrice);
}

internal sealed class PriceRater(ClauseFrame frame, long micros) : ClauseRater(frame)
{
    internal override Verdict Rate(in RatedEvent e, FactSheet sheet, out Int128 numerator, out long unitPrice)
    {
        numerator = (Int128)e.Quantity * micros;
        unitPrice = micros;
        return Verdict.Rated;
    }
}

/// <summary>A price that a fact holds.</summary>
/// <param name="isMicros">Whether the fact counts in millionths.</param>
internal sealed class FactPriceRater(ClauseFrame frame, int fact, bool isMicros) : ClauseRater(frame)
{
    internal override Verdict Rate(in RatedEvent e, FactSheet sheet, out Int128 numerator, out long unitPrice)
    {
        numerator = 0;
        unitPrice = NoUnitPrice;
        if (sheet.Verdicts[fact] != Verdict.Rated)
        {
            return sheet.Stumble(fact);
        }

        numerator = (Int128)e.Quantity * sheet.Values[fact];
        unitPrice = isMicros ? sheet.Values[fact] : NoUnitPrice;
        return Verdict.Rated;
    }
}

/// <param name="minorFactor">What a minor unit is over the denominator.</param>
internal sealed class AgreedRater(ClauseFrame frame, long minorFactor) : ClauseRater(frame)
{
    internal override Verdict Rate(in RatedEvent e, FactSheet sheet, out Int128 numerator, out long unitPrice)
    {
        unitPrice = e.AgreedAmount == RatedEvent.None ? e.UnitPrice : NoUnitPrice;
        numerator = e.AgreedAmount != RatedEvent.None ? (Int128)e.AgreedAmount * minorFactor
            : e.UnitPrice != RatedEvent.None ? (Int128)e.Quantity * e.UnitPrice
            : 0;
        return e.AgreedAmount == RatedEvent.None && e.UnitPrice == RatedEvent.None ? Verdict.NoPrice : Verdict.Rated;
    }
}

/// <summary>What is covered of the loss that the event states, less what is borne; never below zero.</summary>
/// <param name="percent">At the scale by which the loss is lifted.</param>
/// <param name="borne">Over the denominator.</param>
internal sealed class IndemnityRater(ClauseFrame frame, long percent, Int128 borne) : ClauseRater(frame)
{
    internal override Verdict Rate(in RatedEvent e, FactSheet sheet, out Int128 numerator, out long unitPrice)
    {
        unitPrice = NoUnitPrice;
        var stated = e.AgreedAmount != RatedEvent.None;
        numerator = stated ? Int128.Max(0, ((Int128)e.AgreedAmount * percent) - borne) : 0;
        return stated ? Verdict.Rated : Verdict.NoPrice;
    }
}

/// <summary>The same amount for every event; 0 for clauses whose amount comes with the line.</summary>
internal sealed class AmountRater(ClauseFrame frame, long minor) : ClauseRater(frame)
{
    internal override Verdict Rate(in RatedEvent e, FactSheet sheet, out Int128 numerator, out long unitPrice)
    {
        numerator = minor;
        unitPrice = NoUnitPrice;
        return Verdict.Rated;
    }
}

/// <summary>One axis of a chart: a cell holds from its own value up to, not including, the next.</summary>
internal readonly record struct Axis(int Fact, long From, long Step, int Count)
{
    internal int CellOf(long value, bool clamp)
    {
        var offset = value - From;
        var cell = offset < 0 ? -1 : offset / Step;
        return cell >= 0 && cell < Count ? (int)cell : !clamp ? -1 : cell < 0 ? 0 : Count - 1;
    }
}

internal sealed class ChartRater(ClauseFrame frame, Axis x, Axis y, long[] cells, bool clamp) : ClauseRater(frame)
{
    internal override Verdict Rate(in RatedEvent e, FactSheet sheet, out Int128 numerator, out long unitPrice)
    {
        numerator = 0;
        unitPrice = NoUnitPrice;
        if ((sheet.Verdicts[x.Fact] | sheet.Verdicts[y.Fact]) != Verdict.Rated)
        {
            return sheet.Stumble(sheet.Verdicts[x.Fact] != Verdict.Rated ? x.Fact : y.Fact);
        }

        var column = x.CellOf(sheet.Values[x.Fact], clamp);
        var row = y.CellOf(sheet.Values[y.Fact], clamp);
        if (column < 0 || row < 0)
        {
            sheet.Culprit = column < 0 ? x.Fact : y.Fact;
            return Verdict.OutsideChart;
        }

        unitPrice = cells[(row * x.Count) + column];
        numerator = (Int128)e.Quantity * unitPrice;
        return Verdict.Rated;
    }
}

/// <summary>A component: its percentage, and its price as a number or in a fact.</summary>
internal readonly record struct Component(int Fact, int PriceFact, Int128 Factor);

/// <param name="roundedBy">Denominator of the unit price in millionths where it is rounded first.</param>
internal sealed class ComponentRater(
    ClauseFrame frame, Component[] components, long density, Denominator? roundedBy, long placesToMicros)
    : ClauseRater(frame)
{
    internal override Verdict Rate(in RatedEvent e, FactSheet sheet, out Int128 numerator, out long unitPrice)
    {
        numerator = 0;
        unitPrice = NoUnitPrice;
        Int128 sum = 0;
        foreach (var (fact, priceFact, factor) in components)
        {
            var stumbled = sheet.Verdicts[fact] != Verdict.Rated ? fact
                : priceFact >= 0 && sheet.Verdicts[priceFact] != Verdict.Rated ? priceFact
                : -1;
            if (stumbled >= 0)
            {
                return sheet.Stumble(stumbled);
            }

            sum += sheet.Values[fact] * factor * (priceFact < 0 ? 1 : sheet.Values[priceFact]);
        }

        sum *= density;
        if (roundedBy is { } denominator)
        {
            unitPrice = checked(denominator.Divide(sum, Frame.Mode) * placesToMicros);
            sum = unitPrice;
        }

        numerator = e.Quantity * sum;
        return Verdict.Rated;
    }
}

internal sealed class StepRater(ClauseFrame frame, int fact, Range64[] ranges, long[] micros) : ClauseRater(frame)
{
    internal override Verdict Rate(in RatedEvent e, FactSheet sheet, out Int128 numerator, out long unitPrice)
    {
        numerator = 0;
        unitPrice = NoUnitPrice;
        if (sheet.Verdicts[fact] != Verdict.Rated)
        {
            return sheet.Stumble(fact);
        }

        var value = sheet.Values[fact];
        for (var i = 0; i < ranges.Length; i++)
        {
            if (ranges[i].Holds(value))
            {
                unitPrice = micros[i];
                numerator = (Int128)e.Quantity * unitPrice;
                return Verdict.Rated;
            }
        }

        sheet.Culprit = fact;
        return Verdict.OutsideBands;
    }
}

/// <summary>A step over every observation of a window.</summary>
internal sealed class EachStepRater(
    ClauseFrame frame, int fact, Calendar calendar, long[][] sums, HashSet<(int Month, int Party)> outside)
    : ClauseRater(frame)
{
    internal override Verdict Rate(in RatedEvent e, FactSheet sheet, out Int128 numerator, out long unitPrice)
    {
        numerator = 0;
        unitPrice = NoUnitPrice;
        if (sheet.Verdicts[fact] != Verdict.Rated)
        {
            return sheet.Stumble(fact);
        }

        var month = calendar.MonthOf(e.Day);
        var sum = sums[month][e.Party];
        if (outside.Count > 0 && outside.Contains((month, e.Party)))
        {
            sheet.Culprit = fact;
            return Verdict.OutsideBands;
        }

        unitPrice = sum == FactReader.Absent ? 0 : sum;
        numerator = (Int128)e.Quantity * unitPrice;
        return Verdict.Rated;
    }
}

/// <summary>A percentage of what earlier clauses made of the same event; of lines, it comes with the line.</summary>
internal sealed class PercentRater(ClauseFrame frame, int[] of, long percent) : ClauseRater(frame)
{
    internal override Verdict Rate(in RatedEvent e, FactSheet sheet, out Int128 numerator, out long unitPrice)
    {
        numerator = 0;
        unitPrice = NoUnitPrice;
        var made = false;
        foreach (var clause in of)
        {
            if (sheet.Made[clause])
            {
                made = true;
                numerator += (Int128)sheet.Amounts[clause] * percent;
            }
        }

        return made ? Verdict.Rated : Verdict.Skipped;
    }
}
