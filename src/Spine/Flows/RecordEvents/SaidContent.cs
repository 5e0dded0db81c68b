using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Meent.Kernel;
using Meent.Platform;

namespace Meent.Flows.RecordEvents;

/// <summary>
/// What a row says, as a hash: filled cells by the names of their columns, codes as they are written, numbers in one
/// form, without the id. What a code stands for changes with the registers (a device that becomes known, the usual
/// provider of an item, its grades and density); the same row is the same record all the same.
/// </summary>
internal sealed class SaidContent
{
    private const int Longest = 32, Number = 254, Hashed = 255;

    private readonly byte[] kind;
    private readonly int longest;
    private readonly (int Index, byte[] Name, bool Counts, string WhenEmpty)[] columns;

    /// <param name="unsaid">What holds where a column is empty, so that saying it changes nothing.</param>
    internal SaidContent(RecordKind kind, params (string Column, string Value)[] unsaid)
    {
        this.kind = Encoding.UTF8.GetBytes(kind.Name);
        columns =
        [
            .. kind.Columns.Select((c, i) => (Column: c, Index: i)).Where(c => c.Column.Name != "id")
                .OrderBy(c => c.Column.Name, StringComparer.Ordinal)
                .Select(c => (
                    c.Index, Encoding.UTF8.GetBytes(c.Column.Name),
                    c.Column.Kind is CellKind.Quantity or CellKind.Amount or CellKind.Number,
                    unsaid.FirstOrDefault(u => u.Column == c.Column.Name).Value ?? "")),
        ];
        longest = this.kind.Length + columns.Sum(c => c.Name.Length + Longest + 3);
    }

    /// <param name="measures">Names of the open columns of the file.</param>
    internal byte[] Hash(RecordRow row, IReadOnlyList<string> measures)
    {
        var filled = row.Measures is null ? [] : Filled(row.Measures, measures);
        Span<byte> buffer = stackalloc byte[2048];
        var size = longest + (filled.Count * 2 * (Longest + 2));
        buffer = size <= buffer.Length ? buffer : new byte[size];
        kind.CopyTo(buffer);
        var n = kind.Length;
        foreach (var (index, name, counts, whenEmpty) in columns)
        {
            var text = row.Cells[index].Length == 0 ? whenEmpty : row.Cells[index];
            if (text.Length > 0)
            {
                buffer[n++] = 0;
                name.CopyTo(buffer[n..]);
                n += name.Length;
                Put(buffer, ref n, text, counts);
            }
        }

        foreach (var (name, value) in filled)
        {
            Put(buffer, ref n, name, counts: false);
            Put(buffer, ref n, value, counts: true);
        }

        return SHA256.HashData(buffer[..n]);
    }

    private static List<(string Name, string Value)> Filled(string[] cells, IReadOnlyList<string> names) =>
    [
        .. cells.Index().Where(m => m.Item.Length > 0).Select(m => (names[m.Index], m.Item))
            .OrderBy(m => m.Item1, StringComparer.Ordinal),
    ];

    /// <summary>A number as a whole number of millionths; a short text as it is, a long one as its hash.</summary>
    private static void Put(Span<byte> buffer, ref int n, string text, bool counts)
    {
        if (counts && Decimals.TryParse(text, 6, out var millionths))
        {
            buffer[n++] = Number;
            BinaryPrimitives.WriteInt64LittleEndian(buffer[n..], millionths);
            n += 8;
            return;
        }

        var length = Encoding.UTF8.GetByteCount(text);
        buffer[n++] = length <= Longest ? (byte)length : (byte)Hashed;
        n += length <= Longest
            ? Encoding.UTF8.GetBytes(text, buffer[n..])
            : SHA256.HashData(Encoding.UTF8.GetBytes(text), buffer[n..]);
    }
}
