using System.Numerics;

namespace Meent.Settlement.Files.Qr;

/// <summary>
/// The penalty of a masked symbol (ISO/IEC 18004:2015, 7.8.3.1, Table 11), all columns of a row at once. Where the
/// standard leaves room it is read as QRCoder does, so that the symbols of both are the same: the quiet zone counts as
/// nothing, and a 1:1:3:1:1 with four light modules on both sides counts twice.
/// </summary>
internal static class QrPenalty
{
    private const int Run = 3, Block = 3, Finder = 40, Balance = 10;

    /// <summary>The penalty; at or above the bound only so much that it reaches the bound.</summary>
    public static int Of(ReadOnlySpan<ulong> rows, int bound)
    {
        var side = rows.Length;
        var all = (1UL << side) - 1;
        var (above, alikeAbove, longAbove) = (0UL, 0UL, 0UL);
        var (down1, down2, down3) = (0UL, 0UL, 0UL);
        var (penalty, dark) = (0, 0);
        for (var y = 0; y < side && penalty < bound; y++)
        {
            var row = rows[y];

            // Bit x of alike: the modules x and x + 1 are equal; of down: this one and the one above it.
            var alike = ~(row ^ (row >> 1)) & (all >> 1);
            var down = y == 0 ? 0 : ~(row ^ above) & all;
            var pairs = alike & (alike >> 1);
            var across = pairs & (pairs >> 2);
            var along = down & down1 & down2 & down3;
            penalty += Runs(across, across << 1) + Runs(along, longAbove)
                + (Block * BitOperations.PopCount(alike & alikeAbove & down))
                + (Finder * (FindersAcross(row, all) + FindersAlong(rows, y)));
            dark += BitOperations.PopCount(row);
            (above, alikeAbove, longAbove) = (row, alike, along);
            (down3, down2, down1) = (down2, down1, down);
        }

        // Ten for each whole twentieth by which dark and light are away from half.
        var twentieths = dark * 20 / (side * side);
        return penalty + (Balance * Math.Min(Math.Abs(twentieths - 10), Math.Abs(twentieths - 9)));
    }

    /// <summary>Five equal modules cost three, each further one costs one: a bit for each place from which five are
    /// equal, and two more for the first of each run.</summary>
    private static int Runs(ulong fives, ulong before) => fives == 0
        ? 0
        : BitOperations.PopCount(fives) + ((Run - 1) * BitOperations.PopCount(fives & ~before));

    /// <summary>Dark, light, three dark, light, dark in a row, with four light ones before or behind.</summary>
    private static int FindersAcross(ulong row, ulong all)
    {
        var found = row & ~(row >> 1) & (row >> 2) & (row >> 3) & (row >> 4) & ~(row >> 5) & (row >> 6);
        if (found == 0)
        {
            return 0;
        }

        var light = ~row & all;
        light &= light >> 1;
        light &= light >> 2;
        return BitOperations.PopCount(found & (light << 4)) + BitOperations.PopCount(found & (light >> 7));
    }

    /// <summary>The same in columns, for those that end in row y.</summary>
    private static int FindersAlong(ReadOnlySpan<ulong> rows, int y)
    {
        if (y < 6)
        {
            return 0;
        }

        var found = rows[y] & ~rows[y - 1] & rows[y - 2] & rows[y - 3] & rows[y - 4] & ~rows[y - 5] & rows[y - 6];
        if (found == 0)
        {
            return 0;
        }

        var before = y < 10 ? 0 : found & ~(rows[y - 7] | rows[y - 8] | rows[y - 9] | rows[y - 10]);
        var behind = y + 4 >= rows.Length
            ? 0
            : found & ~(rows[y + 1] | rows[y + 2] | rows[y + 3] | rows[y + 4]);
        return BitOperations.PopCount(before) + BitOperations.PopCount(behind);
    }
}
