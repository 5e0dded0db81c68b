namespace Meent.Kernel;

/// <summary>A business "no": a code that is also the translation key, and the facts that the sentence names.</summary>
/// <remarks>Facts are plain text, already formatted without culture; the languages put them into sentences.</remarks>
public sealed record Refusal(string Code, params (string Name, string Value)[] Facts)
{
    /// <summary>The fact with this name, or the empty text.</summary>
    public string Fact(string name) => Facts.FirstOrDefault(f => f.Name == name).Value ?? "";

    public override string ToString() =>
        Facts.Length == 0 ? Code : $"{Code} ({string.Join(", ", Facts.Select(f => $"{f.Name}={f.Value}"))})";
}

/// <summary>Either a value or one refusal. Exceptions are kept for bugs and broken wires.</summary>
public readonly record struct Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Refusal? refusal) => (this.value, Refusal) = (value, refusal);

    /// <summary>Why not; null when there is a value.</summary>
    public Refusal? Refusal { get; }

    public bool Refused => Refusal is not null;

    /// <summary>The value. Asking for it after a refusal is a bug.</summary>
    public T Value => Refusal is null ? value! : throw new InvalidOperationException($"Refused: {Refusal}");

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);

    public Outcome<TNext> Then<TNext>(Func<T, Outcome<TNext>> next) => Refusal is null ? next(value!) : Refusal;
}

/// <summary>The outcome of an act that has nothing to tell but that it was done.</summary>
public readonly record struct Done
{
    public static readonly Done It;
}
