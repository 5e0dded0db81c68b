using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Meent.Kernel;
using NodaTime;

namespace Meent.Flows;

/// <summary>An event before it is recorded. Quantities are thousandths of the item's unit, prices millionths, amounts
/// minor units.</summary>
public sealed record EventDraft
{
    public const short In = 1, Out = 2, Stock = 3;

    public int Line { get; init; }

    /// <summary>UUID or name of the record; empty: identified by its content.</summary>
    public string Id { get; init; } = "";
    public required string Kind { get; init; }
    public required LocalDate OccurredOn { get; init; }
    public required int PartyId { get; init; }

    /// <summary>Number or code by which the record names the party; empty where it names none.</summary>
    public string Number { get; init; } = "";
    public required int ItemId { get; init; }
    public int TermsId { get; init; }
    public required short Action { get; init; }
    public short Session { get; init; }
    public short Grade { get; init; } = -1;
    public bool Accepted { get; init; } = true;
    public required long Quantity { get; init; }
    public long? Measured { get; init; }
    public string? MeasuredUnit { get; init; }
    public long? UnitPrice { get; init; }
    public long? Amount { get; init; }
    public int ProviderId { get; init; }
    public int?[]? Measures { get; init; }
    public int PlaceId { get; init; }
    public int DeviceId { get; init; }
    public long SlipNo { get; init; }
    public string Reverses { get; init; } = "";
    public string Reference { get; init; } = "";
    public string Reason { get; init; } = "";
    public string RecordedBy { get; init; } = "";

    /// <summary>Hash of what the row of a file says; null where the record comes from no row.</summary>
    internal byte[]? Said { get; init; }

    /// <summary>What must be the same for two records to be one, as a hash of 32 bytes.</summary>
    internal byte[] Content() => Said ?? HashOfFields();

    /// <summary>Everything but the id, in a fixed order.</summary>
    private byte[] HashOfFields()
    {
        Span<byte> buffer = stackalloc byte[256 + (6 * 33)];
        var n = 0;
        Put(buffer, ref n, OccurredOn.Year, OccurredOn.Month, OccurredOn.Day, PartyId, ItemId, Action, Session, Grade);
        Put(buffer, ref n, Accepted ? 1 : 0, ProviderId, PlaceId, DeviceId, Measured is null ? 0 : 1);
        PutLong(buffer, ref n, SlipNo);
        PutLong(buffer, ref n, Quantity);
        PutLong(buffer, ref n, Measured ?? 0);
        PutLong(buffer, ref n, UnitPrice ?? long.MinValue);
        PutLong(buffer, ref n, Amount ?? long.MinValue);
        for (var i = 0; i < 6; i++)
        {
            Put(buffer, ref n, Measures is not null && i < Measures.Length ? Measures[i] ?? int.MinValue
                : int.MinValue);
        }

        foreach (var text in (ReadOnlySpan<string?>)[Kind, MeasuredUnit, Reverses, Reference, Reason, RecordedBy])
        {
            PutText(buffer, ref n, text ?? "");
        }

        return SHA256.HashData(buffer[..n]);
    }

    /// <summary>Short texts stand as they are, long ones as their hash: always at most 33 bytes.</summary>
    private static void PutText(Span<byte> buffer, ref int n, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        buffer[n++] = (byte)Math.Min(length, 255);
        n += length <= 32
            ? Encoding.UTF8.GetBytes(text, buffer[n..])
            : SHA256.HashData(Encoding.UTF8.GetBytes(text), buffer[n..]);
    }

    private static void Put(Span<byte> buffer, ref int n, params ReadOnlySpan<int> values)
    {
        foreach (var value in values)
        {
            BinaryPrimitives.WriteInt32LittleEndian(buffer[n..], value);
            n += 4;
        }
    }

    private static void PutLong(Span<byte> buffer, ref int n, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(buffer[n..], value);
        n += 8;
    }
}
