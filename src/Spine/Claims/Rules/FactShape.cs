using Meent.Agreements;

namespace Meent.Claims.Rules;

/// <summary>What the value of a fact is.</summary>
internal enum FactDomain
{
    /// <summary>A number at the scale of the shape.</summary>
    Number,

    /// <summary>A text, as the number of a symbol.</summary>
    Symbol,

    /// <summary>An exact mean, as its place among the numbers it is ever compared with: bound k has place 2k +
    /// 1.</summary>
    Rank,
}

/// <summary>A fact of a version, ready to be compared: one scale for everything that meets it.</summary>
internal sealed record FactShape(
    string Name, int Index, Fact Fact, FactDomain Domain, int Scale, IReadOnlyList<Figure> Cuts, Symbols Symbols)
{
    internal long Encode(Figure figure) =>
        Domain == FactDomain.Rank ? (2 * Place(figure)) + 1 : figure.At(Scale);

    internal long Encode(string text) =>
        Domain == FactDomain.Symbol ? Symbols.Of(text)
        : Encode(Figure.TryParse(text, out var figure) ? figure : throw new FormatException(text));

    /// <summary>The closed range of values that a band holds: values are whole, so an open end is the next
    /// one.</summary>
    internal Range64 Encode(Band band) => new(
        band.Above is { } above ? Encode(above) + 1 : band.From is { } from ? Encode(from) : long.MinValue + 1,
        band.UpTo is { } upTo ? Encode(upTo) : band.Below is { } below ? Encode(below) - 1 : long.MaxValue);

    internal Range64 Encode(Condition condition)
    {
        if (condition.Band is { } band)
        {
            return Encode(band);
        }

        var value = Encode(condition.Value!);
        return new Range64(value, value);
    }

    private int Place(Figure figure)
    {
        for (var i = 0; i < Cuts.Count; i++)
        {
            if (Cuts[i] == figure)
            {
                return i;
            }
        }

        throw new InvalidOperationException($"{figure} is no cut of {Name}");
    }
}

internal readonly record struct Range64(long Low, long High)
{
    internal bool Holds(long value) => value >= Low && value <= High;
}

/// <summary>Texts as numbers.</summary>
internal sealed class Symbols
{
    private readonly Dictionary<string, long> numbers = new(StringComparer.Ordinal);

    internal long Of(string text)
    {
        if (!numbers.TryGetValue(text, out var number))
        {
            numbers.Add(text, number = numbers.Count);
        }

        return number;
    }
}
