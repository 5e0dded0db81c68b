namespace Meent.Agreements.Rules;

/// <summary>
/// Rows of a decision table: each has a condition for each fact, can be reached, and together they leave nothing out.
/// The bounds that a table names cut every fact into points and stretches; each combination is looked at.
/// </summary>
internal static class DecisionCheck
{
    /// <summary>Larger tables are only searched for rows that one earlier row covers.</summary>
    private const int MostCombinations = 200_000;

    internal static void Look(TermsVersion version, string name, TableFact fact, FindingList findings)
    {
        if (fact.Of.Count == 0 || fact.Rows.Count == 0 || fact.Rows.Any(r => r.When.Count != fact.Of.Count))
        {
            findings.Refuse("agreements.table_ragged", ("fact", name));
            return;
        }

        var sound = true;
        foreach (var (condition, made) in fact.Rows.SelectMany(r => r.When.Zip(fact.Of)))
        {
            sound &= Fits(version, name, made, condition, findings);
        }

        if (sound)
        {
            Reach(name, fact, findings);
        }
    }

    private static bool Fits(
        TermsVersion version, string name, string made, Condition condition, FindingList findings)
    {
        if (!version.Facts.TryGetValue(made, out var fact))
        {
            return false;
        }

        var number = condition.Band is not null || Figure.TryParse(condition.Value, out _);
        var text = condition.Band is null;
        var ordered = FactCheck.IsOrdered(fact);
        if (fact is ObservedFact { Take: Take.Each } || (condition != Condition.Any && !(ordered ? number : text)))
        {
            findings.Refuse("agreements.fact_not_number", ("fact", made), ("in", name));
            return false;
        }

        if (Numbers(condition).Any(n => n.Scale > FactCheck.MostPlaces))
        {
            findings.Refuse("agreements.too_many_decimals", ("in", name), ("fact", made));
            return false;
        }

        return true;
    }

    private static void Reach(string name, TableFact fact, FindingList findings)
    {
        var axes = Enumerable.Range(0, fact.Of.Count)
            .Select(column => Points(fact.Rows.Select(r => r.When[column]))).ToList();
        if (axes.Aggregate(1L, (n, axis) => Math.Min(n * axis.Count, MostCombinations + 1L)) > MostCombinations)
        {
            return;
        }

        var reached = new bool[fact.Rows.Count];
        var at = new int[axes.Count];
        string? gap = null;
        do
        {
            var row = First(fact, axes, at);
            if (row >= 0)
            {
                reached[row] = true;
            }
            else
            {
                gap ??= string.Join(", ", at.Select((i, column) => $"{fact.Of[column]} {axes[column][i]}"));
            }
        }
        while (Next(at, axes));

        for (var row = 0; row < reached.Length; row++)
        {
            if (!reached[row])
            {
                findings.Refuse("agreements.row_unreachable", ("fact", name), ("row", (row + 1).ToString()));
            }
        }

        if (gap is not null)
        {
            findings.Warn("agreements.table_gap", ("fact", name), ("at", gap));
        }
    }

    private static int First(TableFact fact, List<List<Point>> axes, int[] at)
    {
        for (var row = 0; row < fact.Rows.Count; row++)
        {
            var fits = true;
            for (var column = 0; fits && column < at.Length; column++)
            {
                fits = axes[column][at[column]].In(fact.Rows[row].When[column]);
            }

            if (fits)
            {
                return row;
            }
        }

        return -1;
    }

    private static bool Next(int[] at, List<List<Point>> axes)
    {
        for (var column = 0; column < at.Length; column++)
        {
            if (++at[column] < axes[column].Count)
            {
                return true;
            }

            at[column] = 0;
        }

        return false;
    }

    /// <summary>Every named value, the stretches between named numbers, and any text that is not named.</summary>
    private static List<Point> Points(IEnumerable<Condition> conditions)
    {
        var list = conditions.ToList();
        var texts = list.Select(c => c.Value).OfType<string>()
            .Where(v => !Figure.TryParse(v, out _)).Distinct().ToList();
        if (texts.Count > 0)
        {
            return [.. texts.Select(t => new Point(t, null, 0)), new Point("other", null, 0)];
        }

        var cuts = list.SelectMany(Numbers).Distinct().Order().ToList();
        return cuts.Count == 0
            ? [new Point("any", null, 0)]
            : [
                new Point("below " + cuts[0], cuts[0], -1),
                .. cuts.SelectMany(c => new[] { new Point(c.ToString(), c, 0), new Point("above " + c, c, 1) }),
            ];
    }

    private static IEnumerable<Figure> Numbers(Condition condition)
    {
        if (Figure.TryParse(condition.Value, out var value))
        {
            yield return value;
        }

        if (condition.Band?.Lower is { } lower)
        {
            yield return lower;
        }

        if (condition.Band?.Upper is { } upper)
        {
            yield return upper;
        }
    }

    /// <summary>A value, or (beside not 0) the stretch just beside a number up to the next one.</summary>
    private sealed record Point(string Text, Figure? Number, int Beside)
    {
        public override string ToString() => Text;

        internal bool In(Condition condition)
        {
            if (condition.Band is { } band)
            {
                return (band.Above is null || Against(band.Above.Value) > 0)
                    && (band.From is null || Against(band.From.Value) >= 0)
                    && (band.UpTo is null || Against(band.UpTo.Value) <= 0)
                    && (band.Below is null || Against(band.Below.Value) < 0);
            }

            return condition.Value is null
                || (Figure.TryParse(condition.Value, out var value) && Number is not null
                    ? Against(value) == 0
                    : condition.Value == Text);
        }

        private int Against(Figure bound)
        {
            var order = Number!.Value.CompareTo(bound);
            return order == 0 ? Beside : order;
        }
    }
}
