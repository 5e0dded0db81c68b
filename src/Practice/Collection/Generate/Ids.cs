using System.Buffers.Binary;
using NodaTime;

namespace Meent.Collection.Generate;

/// <summary>UUIDv7 as a device would have made them, but with the bits of the dice.</summary>
internal static class Ids
{
    /// <summary>East Africa keeps UTC+3 all year.</summary>
    private const long HoursAhead = 3;

    public static Guid At(LocalDate day, int minute, Dice dice)
    {
        var (high, low) = (dice.Next(), dice.Next());
        var midnight = day.AtMidnight().InUtc().ToInstant().ToUnixTimeMilliseconds();
        var millis = midnight + ((minute - (HoursAhead * 60)) * 60_000L) + (long)(low % 60_000);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt16BigEndian(bytes, (short)(millis >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], (uint)(millis & 0xffffffff));
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | (low >> 48 & 0x0fff)));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], 0x8000000000000000UL | (high >> 2));
        return new Guid(bytes, bigEndian: true);
    }
}
