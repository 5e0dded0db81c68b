using System.Buffers;
using System.Text;
using Meent.Kernel.Csv;

namespace Meent.Kernel;

/// <summary>
/// What is wrong with a row of a CSV file; it is read as well as it goes, and the next row stands by itself.
/// </summary>
public enum CsvFault
{
    None,

    /// <summary>Bytes that are no UTF-8.</summary>
    NotUtf8,

    /// <summary>A field or the row is longer than the limit; only its beginning is kept.</summary>
    TooLong,

    /// <summary>A quoted field is followed by more than blanks.</summary>
    StrayQuote,

    /// <summary>A quoted field never ends.</summary>
    OpenQuote,
}

/// <summary>
/// Reads CSV (RFC 4180) forward, in constant memory however long the file is: UTF-8 with or without byte order mark,
/// LF, CRLF or CR, quotes doubled, line breaks within quotes. Fields are spans over the reader's own buffer and live
/// until the next <see cref="Read"/>.
/// </summary>
public sealed class CsvReader : IDisposable
{
    /// <summary>Longest field, in characters.</summary>
    public const int MaxField = 64 * 1024;

    /// <summary>Longest row, in characters.</summary>
    public const int MaxRow = 1024 * 1024;

    /// <summary>Most fields in a row: as many as a spreadsheet has columns.</summary>
    public const int MaxFields = 16_384;

    private const int BytesAtOnce = 64 * 1024;
    private const int Kept = 200;

    private readonly Stream stream;
    private readonly Decoder decoder = new UTF8Encoding(false, throwOnInvalidBytes: false).GetDecoder();
    private readonly TextCache cache = new();
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(BytesAtOnce);
    private char[] buffer = ArrayPool<char>.Shared.Rent(BytesAtOnce * 4);
    private (int Start, int Length)[] fields = new (int, int)[32];
    private int count;
    private int row;
    private int next;
    private int end;
    private int nextLine = 1;
    private bool ended;
    private bool begun;
    private string? cut;

    /// <param name="separator">Comma, semicolon or tab; null finds out from the first line that has one of
    /// them.</param>
    public CsvReader(Stream stream, char? separator = null)
    {
        this.stream = stream;
        Fill();
        Separator = separator ?? Detect(buffer.AsSpan(next, end - next));
    }

    public char Separator { get; }

    /// <summary>Line on which the row begins; 1 is the first.</summary>
    public int Line { get; private set; }

    /// <summary>Fields in the row. A blank line has one empty field.</summary>
    public int Count => cut is null ? count : 1;

    public CsvFault Fault { get; private set; }

    public ReadOnlySpan<char> this[int field] =>
        cut is null ? buffer.AsSpan(row + fields[field].Start, fields[field].Length) : cut;

    /// <summary>The field as text; short texts that come again are the same object.</summary>
    public string Text(int field) => cut ?? cache.Of(this[field]);

    /// <summary>Goes to the next row; false at the end of the file.</summary>
    public bool Read()
    {
        row = next;
        count = 0;
        cut = null;
        Fault = CsvFault.None;
        Line = nextLine;
        if (next == end && !Fill())
        {
            return false;
        }

        while (true)
        {
            if (next == end && !Fill())
            {
                Add(next - row, 0);
                break;
            }

            if (!(buffer[next] == '"' ? Quoted() : Plain()))
            {
                break;
            }
        }

        if (Fault == CsvFault.None && cut is null && buffer.AsSpan(row, next - row).Contains('\uFFFD'))
        {
            Fault = CsvFault.NotUtf8;
        }

        return true;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        ArrayPool<char>.Shared.Return(buffer);
        bytes = [];
        buffer = [];
        stream.Dispose();
    }

    /// <summary>The separator that the first line with any of them has most of; comma where there is none.</summary>
    private static char Detect(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            var stop = text.IndexOfAny('\n', '\r');
            var line = stop < 0 ? text : text[..stop];
            var (commas, semicolons, tabs) = (line.Count(','), line.Count(';'), line.Count('\t'));
            if (commas + semicolons + tabs > 0)
            {
                return commas >= semicolons && commas >= tabs ? ',' : semicolons >= tabs ? ';' : '\t';
            }

            text = stop < 0 ? [] : text[(stop + 1)..];
        }

        return ',';
    }

    /// <returns>Whether the row goes on.</returns>
    private bool Plain()
    {
        var start = next - row;
        while (true)
        {
            var hit = buffer.AsSpan(next, end - next).IndexOfAny(Separator, '\n', '\r');
            if (hit >= 0)
            {
                next += hit;
                Add(start, next - row - start);
                return EndField();
            }

            next = end;
            if (Overlong(start))
            {
                return Skim(quoted: false);
            }

            if (!Fill())
            {
                Add(start, next - row - start);
                return false;
            }
        }
    }

    private bool Quoted()
    {
        next++;
        var start = next - row;
        var write = start;
        while (true)
        {
            var rest = buffer.AsSpan(next, end - next);
            var hit = rest.IndexOf('"');
            var chunk = hit < 0 ? rest : rest[..hit];
            nextLine += chunk.Count('\n');
            if (row + write != next)
            {
                chunk.CopyTo(buffer.AsSpan(row + write));
            }

            write += chunk.Length;
            next += chunk.Length;
            if (hit < 0)
            {
                if (Overlong(start))
                {
                    return Skim(quoted: true);
                }

                if (!Fill())
                {
                    Fault = CsvFault.OpenQuote;
                    Add(start, write - start);
                    return false;
                }

                continue;
            }

            next++;
            if (next == end && !Fill())
            {
                Add(start, write - start);
                return false;
            }

            if (buffer[next] != '"')
            {
                Add(start, write - start);
                return AfterQuote();
            }

            buffer[row + write++] = '"';
            next++;
        }
    }

    private bool AfterQuote()
    {
        while (buffer[next] != Separator && buffer[next] is not ('\n' or '\r'))
        {
            if (buffer[next] is not (' ' or '\0') && Fault == CsvFault.None)
            {
                Fault = CsvFault.StrayQuote;
            }

            next++;
            if (next - row > MaxRow)
            {
                return Skim(quoted: false);
            }

            if (next == end && !Fill())
            {
                return false;
            }
        }

        return EndField();
    }

    private bool EndField()
    {
        var stop = buffer[next++];
        if (stop == Separator)
        {
            return !Overlong(next - row) || Skim(quoted: false);
        }

        if (stop == '\r' && (next < end || Fill()) && buffer[next] == '\n')
        {
            next++;
        }

        nextLine++;
        return false;
    }

    private void Add(int start, int length)
    {
        if (count == fields.Length)
        {
            Array.Resize(ref fields, count * 2);
        }

        fields[count++] = (start, length);
        if (length > MaxField)
        {
            Fault = CsvFault.TooLong;
        }
    }

    private bool Overlong(int start) => next - row - start > MaxField || next - row > MaxRow || count >= MaxFields;

    /// <summary>Passes over the rest of a row that is too long, without keeping it.</summary>
    private bool Skim(bool quoted)
    {
        cut = new string(buffer, row, Math.Min(Kept, next - row));
        Fault = CsvFault.TooLong;
        var mayOpen = next > row && buffer[next - 1] == Separator;
        while (true)
        {
            row = next;
            if (next == end && !Fill())
            {
                return false;
            }

            var rest = buffer.AsSpan(next, end - next);
            if (quoted || (mayOpen && rest[0] == '"'))
            {
                // A quote right after the closing one is a doubled quote: it opens the field again.
                var from = quoted ? 0 : 1;
                var close = rest[from..].IndexOf('"');
                nextLine += (close < 0 ? rest : rest[..(from + close)]).Count('\n');
                next = close < 0 ? end : next + from + close + 1;
                quoted = close < 0;
                mayOpen = true;
                continue;
            }

            var stop = rest.IndexOfAny(Separator, '\n', '\r');
            next = stop < 0 ? end : next + stop;
            mayOpen = stop >= 0 && buffer[next] == Separator;
            if (mayOpen)
            {
                next++;
            }
            else if (stop >= 0)
            {
                return EndField();
            }
        }
    }

    /// <summary>Moves the row to the front of the buffer and reads on behind it.</summary>
    private bool Fill()
    {
        if (ended)
        {
            return false;
        }

        if (row > 0)
        {
            buffer.AsSpan(row, end - row).CopyTo(buffer);
            (next, end, row) = (next - row, end - row, 0);
        }

        if (buffer.Length - end <= BytesAtOnce)
        {
            var larger = ArrayPool<char>.Shared.Rent(buffer.Length * 2);
            buffer.AsSpan(0, end).CopyTo(larger);
            ArrayPool<char>.Shared.Return(buffer);
            buffer = larger;
        }

        var before = end;
        while (end == before && !ended)
        {
            var got = stream.Read(bytes, 0, BytesAtOnce);
            ended = got == 0;
            end += decoder.GetChars(bytes.AsSpan(0, got), buffer.AsSpan(end), flush: ended);
            PassOverByteOrderMark();
        }

        return end > before;
    }

    private void PassOverByteOrderMark()
    {
        if (!begun && end > 0)
        {
            begun = true;
            var mark = buffer[0] == '\uFEFF' ? 1 : 0;
            (row, next) = (mark, mark);
        }
    }
}
