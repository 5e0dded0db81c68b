namespace Meent.Settlement.Files.Qr;

/// <summary>
/// Makes QR codes of error correction level L and versions 1 to 11 (ISO/IEC 18004:2015): up to 321 bytes, 468 capital
/// letters or 772 digits. One maker is for one thread; it keeps what symbols of a size have in common, so that a
/// further code takes no new memory.
/// </summary>
internal sealed class QrCode
{
    private readonly QrText text = new();
    private readonly QrBlocks blocks = new();
    private readonly QrLayout?[] layouts = new QrLayout?[QrVersion.Most + 1];
    private readonly ulong[] codewords = new ulong[QrVersion.Of(QrVersion.Most).Side];
    private ulong[] best = new ulong[QrVersion.Of(QrVersion.Most).Side];
    private ulong[] tried = new ulong[QrVersion.Of(QrVersion.Most).Side];

    /// <summary>Size of the last code.</summary>
    public QrVersion Version { get; private set; }

    /// <summary>Mask of the last code, 0 to 7.</summary>
    public int Mask { get; private set; }

    /// <summary>The last code from top to bottom without its quiet zone: bit x is set where column x is dark.</summary>
    public ReadOnlySpan<ulong> Rows => best.AsSpan(0, Version.Side);

    /// <summary>Makes the code of a text; no where the text is too long for version 11.</summary>
    public bool TryWrite(ReadOnlySpan<char> content)
    {
        if (!text.TryWrite(content, out var version))
        {
            return false;
        }

        Version = version;
        var layout = layouts[version.Number] ??= new QrLayout(version);
        layout.Place(blocks.Write(text.Codewords, version), codewords.AsSpan(0, version.Side));
        ChooseMask(layout);
        return true;
    }

    /// <summary>The mask with the lowest penalty, of equal ones the first (7.8.3).</summary>
    private void ChooseMask(QrLayout layout)
    {
        var lowest = int.MaxValue;
        for (var mask = 0; mask < QrLayout.Masks; mask++)
        {
            var pattern = layout.Masked(mask);
            for (var y = 0; y < pattern.Length; y++)
            {
                tried[y] = codewords[y] ^ pattern[y];
            }

            var penalty = QrPenalty.Of(tried.AsSpan(0, pattern.Length), lowest);
            if (penalty < lowest)
            {
                (best, tried, lowest, Mask) = (tried, best, penalty, mask);
            }
        }
    }
}
