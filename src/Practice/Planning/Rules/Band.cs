namespace Meent.Planning.Rules;

/// <summary>A figure with its range: what it is at least, most likely and at most.</summary>
internal readonly record struct Band(double Low, double Base, double High)
{
    public bool IsExact => Low == High;

    public static implicit operator Band(double value) => new(value, value, value);

    public bool Holds(double value) => value >= Low && value <= High;

    public override string ToString() => $"{Low:R}..{Base:R}..{High:R}";
}
