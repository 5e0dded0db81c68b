using System.Numerics;
using Meent.Settlement.Files.Qr;

namespace Meent.Settlement.Files;

/// <summary>A QR code as one stroked path of SVG, without the quiet zone (the view box gives it).</summary>
internal sealed class QrPath
{
    private readonly QrCode code = new();

    /// <summary>Writes the svg element. Capital letters and digits make the smallest code. A text too long for one
    /// (more than 321 bytes) gets none, rather than holding up the close: the sheet says the same in words.</summary>
    public void Write(Utf8Text page, string content, string label)
    {
        if (!code.TryWrite(content))
        {
            return;
        }

        var side = code.Version.Side;
        page.Raw("<svg class=\"qr\" viewBox=\"-2 -2 "u8).Digits(side + 4).Raw(" "u8).Digits(side + 4)
            .Raw("\" role=\"img\" aria-label=\""u8).Escaped(label)
            .Raw("\" shape-rendering=\"crispEdges\"><path stroke=\"#000\" stroke-width=\"1\" d=\""u8);
        for (var y = 0; y < side; y++)
        {
            Row(page, y, code.Rows[y]);
        }

        page.Raw("\"/></svg>"u8);
    }

    /// <summary>A stroke for each run of dark modules, the first from the edge, the others from the end of the one
    /// before.</summary>
    private static void Row(Utf8Text page, int y, ulong dark)
    {
        var end = -1;
        while (dark != 0)
        {
            var start = BitOperations.TrailingZeroCount(dark);
            var width = BitOperations.TrailingZeroCount(~(dark >> start));
            _ = end < 0
                ? page.Raw("M"u8).Digits(start).Raw(" "u8).Digits(y).Raw(".5h"u8).Digits(width)
                : page.Raw("m"u8).Digits(start - end).Raw(" 0h"u8).Digits(width);
            end = start + width;
            dark &= ulong.MaxValue << end;
        }
    }
}
