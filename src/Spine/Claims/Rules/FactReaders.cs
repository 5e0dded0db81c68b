using Meent.Agreements;
using Meent.Kernel;

namespace Meent.Claims.Rules;

/// <summary>Compiles the facts of a version. Only what is measured at the event differs between items.</summary>
internal sealed class FactReaders(FactShapes shapes, ObservationBook observations, Calendar calendar, int parties)
{
    private readonly Dictionary<string, FactReader> shared = new(StringComparer.Ordinal);

    /// <summary>Readers of the named facts and of all that they are made of, in order.</summary>
    internal FactReader[] For(RatedItem item, IEnumerable<string> names)
    {
        var needed = new HashSet<string>(names, StringComparer.Ordinal);
        foreach (var shape in shapes.InOrder.Reverse().Where(s => needed.Contains(s.Name)))
        {
            needed.UnionWith(MadeOf(shape.Fact));
        }

        return [.. shapes.InOrder.Where(s => needed.Contains(s.Name)).Select(s => Reader(s, item))];
    }

    /// <summary>For a fact that takes every observation by itself: the sum of what a step says to each, by month and
    /// party; <see cref="FactReader.Absent"/> where there is none, and the parties where a value fits
    /// nowhere.</summary>
    internal (long[][] Sums, HashSet<(int Month, int Party)> Outside) StepSums(
        FactShape shape, ObservedFact fact, Func<long, long?> valueOf)
    {
        var outside = new HashSet<(int Month, int Party)>();
        var sums = ByMonth(fact, (window, month, party) =>
        {
            var values = window.Select(o => valueOf(ObservationBook.At(o, shape.Scale))).ToList();
            if (values.Contains(null))
            {
                outside.Add((month, party));
            }

            return values.Sum(v => v ?? 0);
        });
        return (sums, outside);
    }

    internal static Absence AbsenceOf(FactShape shape, Missing missing) => missing.Kind switch
    {
        MissingKind.Skip => new Absence(Verdict.Skipped, 0),
        MissingKind.Value => new Absence(Verdict.Rated, shape.Encode(missing.Value)),
        _ => new Absence(Verdict.FactMissing, 0),
    };

    private static IEnumerable<string> MadeOf(Fact fact) => fact switch
    {
        LinearFact f => f.Terms.Keys,
        TableFact f => f.Of,
        _ => [],
    };

    private FactReader Reader(FactShape shape, RatedItem item)
    {
        if (shape.Fact is MeasuredFact measured)
        {
            return Measured(shape, measured, item);
        }

        if (!shared.TryGetValue(shape.Name, out var reader))
        {
            shared.Add(shape.Name, reader = shape.Fact switch
            {
                ObservedFact f => Observed(shape, f),
                PublishedFact f => Published(shape, f),
                LinearFact f => Linear(shape, f),
                TableFact f => Decision(shape, f),
                _ => throw new InvalidOperationException(shape.Name),
            });
        }

        return reader;
    }

    private static FactReader Measured(FactShape shape, MeasuredFact fact, RatedItem item)
    {
        var absence = AbsenceOf(shape, fact.Missing);
        if (fact.Measure == MeasuredFact.Grade)
        {
            return new GradeReader(shape.Index, [.. item.Grades.Select(shape.Symbols.Of)], absence);
        }

        var column = item.Measures.ToList().FindIndex(m => m.Name == fact.Measure);
        var factor = column < 0 ? 1 : Decimals.Power(shape.Scale - item.Measures[column].Decimals);
        return new MeasureReader(shape.Index, column, factor, absence);
    }

    private TableReader Observed(FactShape shape, ObservedFact fact)
    {
        var values = fact.Take == Take.Each
            ? ByMonth(fact, (_, _, _) => 0)
            : ByMonth(fact, (window, _, _) => ObservationBook.Taken(fact, shape, window));
        return new TableReader(shape.Index, calendar, values, byParty: true, AbsenceOf(shape, fact.Missing));
    }

    private long[][] ByMonth(ObservedFact fact, Func<IReadOnlyList<Observed>, int, int, long?> taken)
    {
        var nothing = fact.Take == Take.Count ? 0 : FactReader.Absent;
        var values = new long[calendar.Months.Length][];
        for (var month = 0; month < values.Length; month++)
        {
            values[month] = new long[parties];
            Array.Fill(values[month], nothing);
            foreach (var (party, all) in observations.OfParties(fact.Measure))
            {
                var window = ObservationBook.Window(fact, all, calendar.Months[month]);
                values[month][party] = window.Count == 0 ? nothing : taken(window, month, party) ?? nothing;
            }
        }

        return values;
    }

    private TableReader Published(FactShape shape, PublishedFact fact)
    {
        long[][] values =
        [
            [
                .. calendar.Days.Select(day => observations.On(fact.Measure, day) is { } one
                    ? ObservationBook.At(one, shape.Scale)
                    : FactReader.Absent),
            ],
        ];
        return new TableReader(shape.Index, calendar, values, byParty: false, AbsenceOf(shape, fact.Missing));
    }

    private LinearReader Linear(FactShape shape, LinearFact fact)
    {
        var parts = fact.Terms.OrderBy(t => t.Key, StringComparer.Ordinal)
            .Select(t => (Shape: shapes[t.Key], Factor: t.Value)).ToList();
        var places = fact.Decimals ?? shape.Scale;
        var exact = parts.Select(p => p.Shape.Scale + p.Factor.Scale).Append(fact.Plus.Scale).Append(places).Max();
        return new LinearReader(
            shape.Index,
            [.. parts.Select(p => (p.Shape.Index, p.Factor.At(exact - p.Shape.Scale)))],
            fact.Plus.At(exact),
            Decimals.Power(exact - places),
            fact.Rounding ?? Rounding.HalfUp,
            Decimals.Power(shape.Scale - places));
    }

    private DecisionReader Decision(FactShape shape, TableFact fact) => new(
        shape.Index,
        [
            .. fact.Rows.Select(row => row.When.Zip(fact.Of.Select(name => shapes[name]))
                .Where(cell => cell.First != Condition.Any)
                .Select(cell => (cell.Second.Index, cell.Second.Encode(cell.First))).ToArray()),
        ],
        [.. fact.Rows.Select(row => shape.Encode(row.Then))]);
}
