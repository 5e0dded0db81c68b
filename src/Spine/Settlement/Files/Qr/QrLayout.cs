using System.Numerics;

namespace Meent.Settlement.Files.Qr;

/// <summary>
/// What symbols of one version have in common: the function patterns, the way of the codewords through the rest, and
/// the eight masks. A row is a word whose bit x is the module in column x, set where dark.
/// </summary>
internal sealed class QrLayout
{
    public const int Masks = 8;

    /// <summary>Bits that give the column in a place on the way; the row stands above them.</summary>
    private const int ColumnBits = 6;

    private readonly QrVersion version;
    private readonly int side;
    private readonly ulong[] dark;
    private readonly ulong[] taken;
    private readonly ushort[] way;
    private readonly ulong[][] masks = new ulong[Masks][];

    public QrLayout(QrVersion version)
    {
        this.version = version;
        side = version.Side;
        dark = new ulong[side];
        taken = new ulong[side];
        Finders();
        Alignments();
        Timing();
        Format(dark, 0);
        Version();
        way = Way();
        for (var mask = 0; mask < Masks; mask++)
        {
            masks[mask] = Mask(mask);
        }
    }

    /// <summary>Modules that codewords may take; the up to seven behind the last codeword are light before masking
    /// (7.7.3).</summary>
    public int Room => way.Length;

    /// <summary>Places the codewords (7.7.3): the first bit is the highest.</summary>
    public void Place(ReadOnlySpan<byte> codewords, Span<ulong> rows)
    {
        rows.Clear();
        var at = 0;
        foreach (var codeword in codewords)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                int place = way[at++];
                rows[place >> ColumnBits] |= (ulong)((codeword >> bit) & 1) << (place & ((1 << ColumnBits) - 1));
            }
        }
    }

    /// <summary>Everything of a symbol but its codewords; an exclusive or with their rows makes it whole.</summary>
    public ReadOnlySpan<ulong> Masked(int mask) => masks[mask];

    /// <summary>A value and behind it its check bits by Bose, Chaudhuri and Hocquenghem (Annexes C and D).</summary>
    internal static int WithCheck(int value, int generator)
    {
        var degree = BitOperations.Log2((uint)generator);
        var rest = value << degree;
        while (rest >> degree != 0)
        {
            rest ^= generator << (BitOperations.Log2((uint)rest) - degree);
        }

        return (value << degree) | rest;
    }

    /// <summary>Three finder patterns with their separators (6.3.3, 6.3.4): 3 by 3 dark, rings of light, dark and
    /// light.</summary>
    private void Finders()
    {
        foreach (var (middleX, middleY) in (ReadOnlySpan<(int, int)>)[(3, 3), (side - 4, 3), (3, side - 4)])
        {
            for (var y = Math.Max(0, middleY - 4); y <= Math.Min(side - 1, middleY + 4); y++)
            {
                for (var x = Math.Max(0, middleX - 4); x <= Math.Min(side - 1, middleX + 4); x++)
                {
                    Take(x, y, Math.Max(Math.Abs(x - middleX), Math.Abs(y - middleY)) is not (2 or 4));
                }
            }
        }
    }

    /// <summary>Alignment patterns (6.3.6) on the crossings of the lines of Table E.1, which up to version 13 are the
    /// sixth, the seventh from the end and, from version 7, the one halfway.</summary>
    private void Alignments()
    {
        var last = side - 7;
        int[] lines = version.Number == 1 ? [] : version.Number < 7 ? [6, last] : [6, (6 + last) / 2, last];
        foreach (var middleY in lines)
        {
            foreach (var middleX in lines.Where(x => !IsTaken(x, middleY)).ToArray())
            {
                for (var y = -2; y <= 2; y++)
                {
                    for (var x = -2; x <= 2; x++)
                    {
                        Take(middleX + x, middleY + y, Math.Max(Math.Abs(x), Math.Abs(y)) != 1);
                    }
                }
            }
        }
    }

    /// <summary>Timing patterns (6.3.5), dark on even places, as the alignment patterns on them are.</summary>
    private void Timing()
    {
        for (var i = 8; i < side - 8; i++)
        {
            Take(i, 6, i % 2 == 0);
            Take(6, i, i % 2 == 0);
        }
    }

    /// <summary>Level L and the mask, twice, and the module that is always dark (7.9, Figure 25).</summary>
    private void Format(Span<ulong> rows, int mask)
    {
        const int levelL = 0b01;
        var format = WithCheck((levelL << 3) | mask, 0b101_0011_0111) ^ 0b101_0100_0001_0010;
        for (var i = 0; i < 15; i++)
        {
            var on = ((format >> i) & 1) != 0;
            var (x, y) = i < 8 ? (8, i < 6 ? i : i + 1) : (i == 8 ? 7 : 14 - i, 8);
            Take(rows, x, y, on);
            (x, y) = i < 8 ? (side - 1 - i, 8) : (8, side - 15 + i);
            Take(rows, x, y, on);
        }

        Take(rows, 8, side - 8, true);
    }

    /// <summary>The version, twice, from version 7 on (7.10, Figures 27 and 28).</summary>
    private void Version()
    {
        if (version.Number < 7)
        {
            return;
        }

        var bits = WithCheck(version.Number, 0b1_1111_0010_0101);
        for (var i = 0; i < 18; i++)
        {
            var on = ((bits >> i) & 1) != 0;
            Take(i / 3, side - 11 + (i % 3), on);
            Take(side - 11 + (i % 3), i / 3, on);
        }
    }

    /// <summary>Two columns at a time from the right, up and down in turn, past the timing pattern (7.7.3).</summary>
    private ushort[] Way()
    {
        var places = new List<ushort>();
        var up = true;
        for (var right = side - 1; right > 0; right -= right == 8 ? 3 : 2)
        {
            for (var i = 0; i < side; i++)
            {
                var y = up ? side - 1 - i : i;
                for (var x = right; x >= right - 1; x--)
                {
                    if (!IsTaken(x, y))
                    {
                        places.Add((ushort)((y << ColumnBits) | x));
                    }
                }
            }

            up = !up;
        }

        return [.. places];
    }

    private ulong[] Mask(int mask)
    {
        var rows = (ulong[])dark.Clone();
        Format(rows, mask);
        foreach (var place in way)
        {
            var (y, x) = (place >> ColumnBits, place & ((1 << ColumnBits) - 1));
            rows[y] |= Turns(mask, y, x) ? 1UL << x : 0;
        }

        return rows;
    }

    /// <summary>Whether a mask turns a module over (Table 10).</summary>
    private static bool Turns(int mask, int row, int column) => mask switch
    {
        0 => (row + column) % 2 == 0,
        1 => row % 2 == 0,
        2 => column % 3 == 0,
        3 => (row + column) % 3 == 0,
        4 => ((row / 2) + (column / 3)) % 2 == 0,
        5 => (row * column % 2) + (row * column % 3) == 0,
        6 => ((row * column % 2) + (row * column % 3)) % 2 == 0,
        _ => (((row + column) % 2) + (row * column % 3)) % 2 == 0,
    };

    private bool IsTaken(int x, int y) => ((taken[y] >> x) & 1) != 0;

    private void Take(int x, int y, bool on) => Take(dark, x, y, on);

    private void Take(Span<ulong> rows, int x, int y, bool on)
    {
        taken[y] |= 1UL << x;
        rows[y] = on ? rows[y] | (1UL << x) : rows[y] & ~(1UL << x);
    }
}
