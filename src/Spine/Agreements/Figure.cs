using Meent.Kernel;

namespace Meent.Agreements;

/// <summary>A decimal number exactly as terms state it: <see cref="Value"/> over ten to the power <see cref="Scale"/>,
/// without trailing zeros behind the point.</summary>
public readonly record struct Figure : IComparable<Figure>
{
    /// <summary>Places that a figure may have at all; prices and amounts may have fewer.</summary>
    public const int MostPlaces = 12;

    /// <summary>Figures are smaller than this, so that they fit 64 bits with six places.</summary>
    public const long Limit = 1_000_000_000_000;

    private Figure(long value, int scale) => (Value, Scale) = (value, scale);

    public long Value { get; }

    public int Scale { get; }

    /// <summary>The figure of a scaled number: 4500 at scale 2 is 45.</summary>
    public static Figure Of(long value, int scale)
    {
        while (scale > 0 && value % 10 == 0)
        {
            value /= 10;
            scale--;
        }

        return new Figure(value, scale);
    }

    /// <summary>Reads "-0.525": point, no grouping, no exponent, below <see cref="Limit"/>.</summary>
    public static bool TryParse(string? text, out Figure figure)
    {
        var point = text?.IndexOf('.', StringComparison.Ordinal) ?? 0;
        var places = text is null || point < 0 ? 0 : text.Length - point - 1;
        long value = 0;
        var read = text is not null && Decimals.TryParse(text, Math.Min(places, MostPlaces), out value);
        figure = read ? Of(value, Math.Min(places, MostPlaces)) : default;
        return read && Math.Abs(figure.Value / Decimals.Power(figure.Scale)) < Limit;
    }

    /// <summary>The number in units of ten to the power minus <paramref name="scale"/>; false where places would be
    /// lost
    /// or 64 bits do not hold it.</summary>
    public bool TryAt(int scale, out long value)
    {
        value = 0;
        if (scale < Scale || scale - Scale > 18)
        {
            return false;
        }

        var exact = (Int128)Value * Decimals.Power(scale - Scale);
        if (exact > long.MaxValue || exact < -long.MaxValue)
        {
            return false;
        }

        value = (long)exact;
        return true;
    }

    /// <summary>The same, where it is known to fit.</summary>
    /// <exception cref="OverflowException">It does not.</exception>
    public long At(int scale) =>
        TryAt(scale, out var value) ? value : throw new OverflowException($"{this} has no value at scale {scale}");

    public int CompareTo(Figure other)
    {
        var scale = Math.Max(Scale, other.Scale);
        var mine = (Int128)Value * Decimals.Power(scale - Scale);
        return mine.CompareTo((Int128)other.Value * Decimals.Power(scale - other.Scale));
    }

    public static bool operator <(Figure a, Figure b) => a.CompareTo(b) < 0;

    public static bool operator >(Figure a, Figure b) => a.CompareTo(b) > 0;

    public static bool operator <=(Figure a, Figure b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Figure a, Figure b) => a.CompareTo(b) >= 0;

    public override string ToString() => Decimals.Trimmed(Value, Scale);
}
