using System.Text;

namespace Meent.Settlement.Files.Qr;

/// <summary>
/// A text as the codewords of a symbol (ISO/IEC 18004:2015, 7.4). Signs of ISO 8859-1, which is what a reader assumes,
/// are packed as Annex J.2 advises. A text with other letters is UTF-8 in one part of bytes without an indicator of
/// its alphabet: readers know UTF-8 by its form, and many of them know no such indicator.
/// </summary>
internal sealed class QrText
{
    /// <summary>The signs that pack two by two, in the order of their values (Table 5).</summary>
    private const string Signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private const byte NoSign = byte.MaxValue;

    private static readonly byte[] Values = ValuesOfSigns();

    private readonly byte[] text = new byte[QrVersion.MostSigns];

    // How many signs from here on are digits, or letters in the sense of Table 5; a zero stands behind the last.
    private readonly int[] digits = new int[QrVersion.MostSigns + 1];
    private readonly int[] letters = new int[QrVersion.MostSigns + 1];
    private readonly List<QrPart> parts = [];
    private readonly byte[] codewords = new byte[QrVersion.MostCodewords];
    private int length;
    private ulong bits;
    private int held;
    private int written;

    /// <summary>The codewords of the last text, padding included.</summary>
    public ReadOnlySpan<byte> Codewords => codewords.AsSpan(0, written);

    /// <summary>Packs the text for the smallest version that holds it; no where none does.</summary>
    public bool TryWrite(ReadOnlySpan<char> content, out QrVersion version)
    {
        version = default;
        if (!TryTake(content))
        {
            return false;
        }

        foreach (var modes in QrModes.Ranges)
        {
            Divide(modes);
            var needed = 0;
            foreach (var part in parts)
            {
                needed += modes.Bits(part);
            }

            for (var number = modes.First; number <= modes.Last; number++)
            {
                version = QrVersion.Of(number);
                if (needed <= version.Content * 8)
                {
                    Write(modes, version, (version.Content * 8) - needed);
                    return true;
                }
            }
        }

        return false;
    }

    private bool TryTake(ReadOnlySpan<char> content)
    {
        var latin = !content.ContainsAnyExceptInRange('\0', '\u00FF');
        var encoding = latin ? Encoding.Latin1 : Encoding.UTF8;
        length = encoding.GetByteCount(content);
        if (length > text.Length)
        {
            return false;
        }

        encoding.GetBytes(content, text);
        digits[length] = 0;
        letters[length] = 0;
        for (var i = length - 1; i >= 0; i--)
        {
            var value = latin ? Values[text[i]] : NoSign;
            digits[i] = value < 10 ? digits[i + 1] + 1 : 0;
            letters[i] = value != NoSign ? letters[i + 1] + 1 : 0;
        }

        return true;
    }

    /// <summary>Parts of one mode each.</summary>
    private void Divide(QrModes modes)
    {
        parts.Clear();
        var start = 0;
        var mode = FirstMode(modes, 0);
        while (start < length)
        {
            var end = mode == QrMode.Digits ? start + digits[start] : start;
            while (end < length && mode != QrMode.Digits && Change(modes, mode, end) == mode)
            {
                end++;
            }

            parts.Add(new QrPart(mode, start, end - start));
            mode = mode == QrMode.Digits ? FirstMode(modes, end) : Change(modes, mode, end);
            start = end;
        }
    }

    /// <summary>The mode to begin with (Annex J.2 a), also after digits. The zeros behind the text make it bytes.
    /// </summary>
    private QrMode FirstMode(QrModes modes, int at)
    {
        var (ones, behind) = (digits[at], at + digits[at]);
        if (ones > 0)
        {
            var bytes = behind < length && letters[behind] == 0;
            return ones < modes.DigitsBeforeBytes && bytes ? QrMode.Bytes
                : ones < modes.DigitsBeforeLetters && behind < length && !bytes ? QrMode.Letters
                : QrMode.Digits;
        }

        var some = letters[at];
        return some == 0 || (some < modes.LettersBeforeBytes && at + some < length) ? QrMode.Bytes : QrMode.Letters;
    }

    /// <summary>The mode for the sign at a place, coming from bytes or letters (Annex J.2 b and c).</summary>
    private QrMode Change(QrModes modes, QrMode mode, int at) => mode == QrMode.Bytes
        ? digits[at] >= modes.DigitsWithinBytes ? QrMode.Digits
            : letters[at] >= modes.LettersWithinBytes ? QrMode.Letters
            : QrMode.Bytes
        : letters[at] == 0 ? QrMode.Bytes
            : digits[at] >= modes.DigitsWithinLetters ? QrMode.Digits
            : QrMode.Letters;

    private void Write(QrModes modes, QrVersion version, int room)
    {
        (bits, held, written) = (0, 0, 0);
        foreach (var part in parts)
        {
            Put((int)part.Mode, 4);
            Put(part.Length, modes.CountBits(part.Mode));
            Write(part);
        }

        // The terminator (7.4.9), cut where there is no room for it, then the bits that fill its byte and the pad
        // codewords (7.4.10).
        Put(0, Math.Min(4, room));
        Put(0, held == 0 ? 0 : 8 - held);
        for (var pad = 0xEC; written < version.Content; pad ^= 0xEC ^ 0x11)
        {
            Put(pad, 8);
        }
    }

    private void Write(QrPart part)
    {
        var signs = text.AsSpan(part.Start, part.Length);
        while (signs.Length > 0)
        {
            var taken = Math.Min(signs.Length, part.Mode == QrMode.Digits ? 3 : part.Mode == QrMode.Letters ? 2 : 1);
            var value = 0;
            foreach (var sign in signs[..taken])
            {
                value = part.Mode == QrMode.Bytes ? sign
                    : (value * (part.Mode == QrMode.Digits ? 10 : Signs.Length)) + Values[sign];
            }

            Put(value, part.Mode switch
            {
                QrMode.Digits => (taken * 3) + 1,
                QrMode.Letters => (taken * 5) + 1,
                _ => 8,
            });
            signs = signs[taken..];
        }
    }

    private void Put(int value, int count)
    {
        bits = (bits << count) | (uint)value;
        held += count;
        while (held >= 8)
        {
            held -= 8;
            codewords[written++] = (byte)((bits >> held) & 0xFF);
        }
    }

    private static byte[] ValuesOfSigns()
    {
        var values = new byte[256];
        Array.Fill(values, NoSign);
        for (var i = 0; i < Signs.Length; i++)
        {
            values[Signs[i]] = (byte)i;
        }

        return values;
    }
}
