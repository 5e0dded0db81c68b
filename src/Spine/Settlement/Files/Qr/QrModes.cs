namespace Meent.Settlement.Files.Qr;

/// <summary>How a part of a text is packed; the values are the mode indicators (ISO/IEC 18004:2015, Table 2).</summary>
internal enum QrMode
{
    /// <summary>Three digits in ten bits.</summary>
    Digits = 1,

    /// <summary>Two of 45 signs in eleven bits.</summary>
    Letters = 2,

    /// <summary>A byte in eight bits.</summary>
    Bytes = 4,
}

/// <summary>A run of signs that stand in one mode.</summary>
internal readonly record struct QrPart(QrMode Mode, int Start, int Length);

/// <summary>
/// What depends on the range of versions: the bits of a character count (ISO/IEC 18004:2015, Table 3) and the lengths
/// from which a change of mode pays (Annex J.2, where versions 1-9 and 10-26 stand side by side).
/// </summary>
internal sealed record QrModes(int First, int Last)
{
    public static readonly QrModes[] Ranges =
    [
        new(1, 9)
        {
            DigitsCount = 10, LettersCount = 9, BytesCount = 8,
            DigitsBeforeBytes = 4, DigitsBeforeLetters = 7, LettersBeforeBytes = 6,
            DigitsWithinBytes = 6, LettersWithinBytes = 11, DigitsWithinLetters = 13,
        },
        new(10, QrVersion.Most)
        {
            DigitsCount = 12, LettersCount = 11, BytesCount = 16,
            DigitsBeforeBytes = 4, DigitsBeforeLetters = 8, LettersBeforeBytes = 7,
            DigitsWithinBytes = 8, LettersWithinBytes = 15, DigitsWithinLetters = 15,
        },
    ];

    public required int DigitsCount { get; init; }
    public required int LettersCount { get; init; }
    public required int BytesCount { get; init; }
    public required int DigitsBeforeBytes { get; init; }
    public required int DigitsBeforeLetters { get; init; }
    public required int LettersBeforeBytes { get; init; }
    public required int DigitsWithinBytes { get; init; }
    public required int LettersWithinBytes { get; init; }
    public required int DigitsWithinLetters { get; init; }

    public int CountBits(QrMode mode) => mode switch
    {
        QrMode.Digits => DigitsCount,
        QrMode.Letters => LettersCount,
        _ => BytesCount,
    };

    /// <summary>Bits of a part (7.4.3 to 7.4.5): indicator, count and signs.</summary>
    public int Bits(QrPart part) => 4 + CountBits(part.Mode) + part.Mode switch
    {
        QrMode.Digits => (part.Length * 10 / 3) + (part.Length % 3 == 0 ? 0 : 1),
        QrMode.Letters => (part.Length / 2 * 11) + (part.Length % 2 * 6),
        _ => part.Length * 8,
    };
}
