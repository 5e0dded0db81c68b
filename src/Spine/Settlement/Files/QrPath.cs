using QRCoder;

namespace Meent.Settlement.Files;

/// <summary>A QR code as one stroked path of SVG, without the quiet zone (the view box gives it).</summary>
internal static class QrPath
{
    private const int Quiet = 4;

    /// <summary>Writes the svg element. Capital letters and digits make the smallest code.</summary>
    public static void Write(Utf8Text page, string content, string label)
    {
        using var code = QRCodeGenerator.GenerateQrCode(content, QRCodeGenerator.ECCLevel.L);
        var rows = code.ModuleMatrix;
        var side = rows.Count - (2 * Quiet);
        page.Raw("<svg class=\"qr\" viewBox=\"-2 -2 "u8).Digits(side + 4).Raw(" "u8).Digits(side + 4)
            .Raw("\" role=\"img\" aria-label=\""u8).Escaped(label)
            .Raw("\" shape-rendering=\"crispEdges\"><path stroke=\"#000\" stroke-width=\"1\" d=\""u8);
        for (var y = 0; y < side; y++)
        {
            var row = rows[y + Quiet];
            var end = -1;
            for (var x = 0; x < side; x++)
            {
                if (!row[x + Quiet])
                {
                    continue;
                }

                var start = x;
                while (x < side && row[x + Quiet])
                {
                    x++;
                }

                _ = end < 0
                    ? page.Raw("M"u8).Digits(start).Raw(" "u8).Digits(y).Raw(".5h"u8).Digits(x - start)
                    : page.Raw("m"u8).Digits(start - end).Raw(" 0h"u8).Digits(x - start);
                end = x;
            }
        }

        page.Raw("\"/></svg>"u8);
    }
}
