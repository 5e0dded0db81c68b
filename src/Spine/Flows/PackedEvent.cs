using System.Buffers.Binary;
using Npgsql;

namespace Meent.Flows;

/// <summary>Reads events out of the column in which the server packs them (flows.event.packed; Schema/005_packed.sql
/// says how).</summary>
/// <param name="last">Period that settles the last of the events asked for.</param>
internal sealed class PackedEvent(NpgsqlDataReader reader, int last)
{
    /// <summary>The columns that <see cref="Current"/> reads, first of all that a statement asks for.</summary>
    internal const string Columns = "packed, reference, reason";

    /// <summary>Number of the column behind them.</summary>
    internal const int Behind = 3;

    private const int Accepted = 16, Reversal = 32, Priced = 64, WithAmount = 128, Measured = 256, Grades = 14;
    private const int AnyAgreed = Priced | WithAmount, AnyMeasure = ((1 << Measures.Most) - 1) * Measured;

    /// <summary>Bytes of what every event holds, of price and amount, of the measures.</summary>
    private const int Always = 36, Agreed = 16, AllMeasures = 4 * Measures.Most;

    /// <summary>Days from 0001-01-01 to 1970-01-01.</summary>
    private const int Epoch = 719_162;

    private readonly byte[] bytes = new byte[Always + Agreed + AllMeasures];

    /// <summary>Reads on until the batch is full or no row is left.</summary>
    /// <returns>How many were read.</returns>
    internal int Fill(FlowEvent[] batch)
    {
        var count = 0;
        while (count < batch.Length && reader.Read())
        {
            batch[count++] = Current();
        }

        return count;
    }

    /// <summary>The event of the row on which the reader stands.</summary>
    internal FlowEvent Current()
    {
        reader.GetBytes(0, 0, bytes, 0, bytes.Length);
        var shape = Int(20);
        return new FlowEvent
        {
            Party = Int(0), Day = Int(4) - Epoch, Item = Int(8), Terms = Int(12), Provider = Int(16),
            Quantity = Long(24), SettledLast = Int(32) == last,
            Action = (short)(shape & 3), Session = (byte)((shape >> 2) & 3), Accepted = (shape & Accepted) != 0,
            Reversal = (shape & Reversal) != 0, Grade = (short)((shape >> Grades) - 1),
            UnitPrice = (shape & Priced) != 0 ? Long(Always) : null,
            Amount = (shape & WithAmount) != 0 ? Long(Always + 8) : null,
            Reference = reader.IsDBNull(1) ? "" : reader.GetString(1),
            Reason = reader.IsDBNull(2) ? "" : reader.GetString(2),
            Measures = MeasuresOf(shape),
        };
    }

    private Measures MeasuresOf(int shape)
    {
        var measures = Measures.None;
        if ((shape & AnyMeasure) != 0)
        {
            var at = (shape & AnyAgreed) != 0 ? Always + Agreed : Always;
            for (var i = 0; i < Measures.Most; i++)
            {
                if ((shape & (Measured << i)) != 0)
                {
                    measures[i] = Int(at + (4 * i));
                }
            }
        }

        return measures;
    }

    private int Int(int at) => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));

    private long Long(int at) => BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(at));
}
