using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Meent.Kernel;

/// <summary>
/// Ids of records: UUIDv7 where a device made them; a UUIDv8 with the same leading 48 bits of milliseconds where
/// they are derived from what is recorded, so that rows of one month lie together and the same record always has the
/// same id.
/// </summary>
public static class EdgeId
{
    private const long Year2000 = 946_684_800_000, Year2100 = 4_102_444_800_000;

    /// <summary>Ids below this one are made of names and hold no day.</summary>
    public static Guid FirstDated { get; } = FirstOf(new LocalDate(1970, 1, 2));

    /// <summary>Id of a record that carries no id of its own: its kind, content and occurrence number on its
    /// day.</summary>
    public static Guid OfContent(LocalDate occurredOn, string kind, ReadOnlySpan<byte> contentHash, int occurrence)
    {
        var kindBytes = Encoding.UTF8.GetByteCount(kind);
        Span<byte> input = stackalloc byte[kindBytes + contentHash.Length + 4];
        Encoding.UTF8.GetBytes(kind, input);
        contentHash.CopyTo(input[kindBytes..]);
        BinaryPrimitives.WriteInt32BigEndian(input[^4..], occurrence);
        return Derived(Millis(occurredOn), input);
    }

    /// <summary>Id of a record that carries a name which is no UUID. It does not depend on the day, so that the same
    /// name with another day is seen as a contradiction and not as a second record.</summary>
    public static Guid OfName(string kind, string name) => Derived(0, Encoding.UTF8.GetBytes($"{kind}\u001f{name}"));

    /// <summary>The smallest id of a day; months of records are cut at these.</summary>
    public static Guid FirstOf(LocalDate day)
    {
        Span<byte> bytes = stackalloc byte[16];
        WriteMillis(bytes, Millis(day));
        return new Guid(bytes, bigEndian: true);
    }

    public static bool IsNamed(Guid id) => id < FirstDated;

    /// <summary>Whether the leading bits of an id are a time in which a hub could have lived.</summary>
    public static bool IsDated(Guid id) => id.Version is 7 or 8 && MillisOf(id) is >= Year2000 and < Year2100;

    /// <summary>First day of the month in the leading bits of a dated id.</summary>
    public static LocalDate MonthOf(Guid id)
    {
        var day = Instant.FromUnixTimeMilliseconds(MillisOf(id)).InUtc().Date;
        return new LocalDate(day.Year, day.Month, 1);
    }

    private static long MillisOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return ((long)BinaryPrimitives.ReadUInt32BigEndian(bytes) << 16)
            | BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
    }

    private static Guid Derived(long millis, ReadOnlySpan<byte> input)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(input, hash);
        var bytes = hash[..16];
        WriteMillis(bytes, millis);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static long Millis(LocalDate day) => day.AtMidnight().InUtc().ToInstant().ToUnixTimeMilliseconds();

    private static void WriteMillis(Span<byte> bytes, long millis)
    {
        BinaryPrimitives.WriteInt16BigEndian(bytes, (short)(millis >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], (uint)(millis & 0xffffffff));
    }
}
