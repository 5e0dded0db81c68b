namespace Meent.Settlement.Files.Qr;

/// <summary>
/// A size of symbol at error correction level L: how many codewords it holds in all, in how many blocks they stand
/// and how many of a block correct errors (ISO/IEC 18004:2015, Tables 1 and 9).
/// </summary>
internal readonly record struct QrVersion(int Number, int Codewords, int Blocks, int CorrectionPerBlock)
{
    /// <summary>Version 11 has 61 modules a side, the most that a row of one machine word (64 bits) takes.</summary>
    public const int Most = 11;

    /// <summary>Codewords of version 11.</summary>
    public const int MostCodewords = 404;

    /// <summary>Digits that version 11 holds at level L (Table 7); of no other signs does it hold more.</summary>
    public const int MostSigns = 772;

    private static readonly QrVersion[] All =
    [
        new(1, 26, 1, 7), new(2, 44, 1, 10), new(3, 70, 1, 15), new(4, 100, 1, 20), new(5, 134, 1, 26),
        new(6, 172, 2, 18), new(7, 196, 2, 20), new(8, 242, 2, 24), new(9, 292, 2, 30), new(10, 346, 4, 18),
        new(Most, MostCodewords, 4, 20),
    ];

    /// <summary>Modules a side (5.3.1): 21 in version 1, four more in each further one.</summary>
    public int Side => 17 + (4 * Number);

    /// <summary>Codewords that are left for what the symbol says.</summary>
    public int Content => Codewords - (Blocks * CorrectionPerBlock);

    public static QrVersion Of(int number) => All[number - 1];
}
