using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Meent.Settlement.Files;

/// <summary>How numbers are written: separator of thousands (0 none), decimal mark, the real minus or the
/// hyphen.</summary>
internal readonly record struct NumberStyle(byte Group, byte Mark, bool RealMinus)
{
    /// <summary>For machines: 5197.50, -0.50.</summary>
    public static readonly NumberStyle Plain = new(0, (byte)'.', false);
}

/// <summary>Takes a block of a long text.</summary>
internal delegate void Sink(ReadOnlySpan<byte> block);

/// <summary>A growing text of UTF-8 bytes from the pool; written once to a file and used again. With a sink it does not
/// grow: what is full goes there, and the rest with <see cref="Flush"/>.</summary>
internal sealed class Utf8Text(Sink? sink = null) : IDisposable
{
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int length;

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, length);

    public void Clear() => length = 0;

    public void Flush()
    {
        sink?.Invoke(Written);
        length = 0;
    }

    public Utf8Text Raw(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        length += text.Length;
        return this;
    }

    /// <summary>Text as it is.</summary>
    public Utf8Text Plain(ReadOnlySpan<char> text)
    {
        // Room may empty the text: its length is read afterwards.
        var written = Encoding.UTF8.GetBytes(text, Room(text.Length * 3));
        length += written;
        return this;
    }

    /// <summary>Text with the five signs of HTML and XML escaped.</summary>
    public Utf8Text Escaped(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var at = text.IndexOfAny("&<>\"'");
            if (at < 0)
            {
                return Plain(text);
            }

            Plain(text[..at]).Raw(text[at] switch
            {
                '&' => "&amp;"u8,
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                '"' => "&quot;"u8,
                _ => "&#39;"u8,
            });
            text = text[(at + 1)..];
        }
    }

    public Utf8Text Digits(long value)
    {
        Utf8Formatter.TryFormat(value, Room(20), out var written);
        length += written;
        return this;
    }

    /// <summary>A whole number of the given scale, with exactly so many places.</summary>
    public Utf8Text Decimal(long value, int scale, NumberStyle style)
    {
        Span<byte> digits = stackalloc byte[64];
        var at = digits.Length;
        var rest = value < 0 ? (ulong)(-(value + 1)) + 1 : (ulong)value;
        var places = 0;
        do
        {
            if (places == scale && scale > 0)
            {
                digits[--at] = style.Mark;
            }
            else if (places > scale && (places - scale) % 3 == 0 && style.Group != 0)
            {
                digits[--at] = style.Group;
            }

            digits[--at] = (byte)('0' + (rest % 10));
            rest /= 10;
            places++;
        }
        while (rest != 0 || places <= scale);

        if (value < 0)
        {
            Raw(style.RealMinus ? "−"u8 : "-"u8);
        }

        return Raw(digits[at..]);
    }

    /// <summary>Room for what the caller writes itself; <see cref="Took"/> says how much it was.</summary>
    public Span<byte> Ask(int most) => Room(most);

    public void Took(int written) => length += written;

    /// <summary>Bytes so far; a place to come back to.</summary>
    public int Length => length;

    /// <summary>Overwrites one byte that was written before.</summary>
    public void Mend(int at, byte value) => bytes[at] = value;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
        length = 0;
    }

    public override string ToString() => Encoding.UTF8.GetString(Written);

    private Span<byte> Room(int more)
    {
        if (bytes.Length - length < more && sink is not null)
        {
            Flush();
        }

        if (bytes.Length - length < more)
        {
            var bigger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, length + more));
            Written.CopyTo(bigger);
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = bigger;
        }

        return bytes.AsSpan(length);
    }
}
