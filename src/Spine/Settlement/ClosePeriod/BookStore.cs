using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Dapper;
using Meent.Kernel;
using Meent.Platform;
using Meent.Settlement.Files;
using NodaTime;

namespace Meent.Settlement.ClosePeriod;

/// <summary>Keeps the book of a closed period as it was given, and gives it back byte for byte.</summary>
internal static class BookStore
{
    /// <summary>Statements as they are kept, in their order, without the numbers that only booking gives: those
    /// stand in columns beside them. Packed while the database writes, which leaves a core idle.</summary>
    internal static byte[][] Packed(PeriodBook draft, CancellationToken ct)
    {
        using var text = new Text();
        var packed = new byte[draft.Statements.Count][];
        for (var i = 0; i < packed.Length; i++)
        {
            ct.ThrowIfCancellationRequested();
            packed[i] = text.Packed(draft.Statements[i]);
        }

        return packed;
    }

    /// <param name="packed">One for each statement.</param>
    internal static async Task Store(Work work, int period, PeriodBook book, byte[][] packed, CancellationToken ct)
    {
        var rows = book.Statements.Zip(packed).ToList();
        await Bulk.Insert(work, "settlement.statement", StatementColumns, rows, (cells, row) =>
        {
            var s = row.First;
            cells.Write(s.PartyId);
            foreach (var amount in (ReadOnlySpan<long>)[
                s.BroughtForward, s.Gross, s.Tax, s.DeductionsDue, s.Deductions, s.Net, s.CarriedForward, s.Receivable,
                s.CreditBroughtForward, s.ToPay, s.CreditCarriedForward, s.AcceptedQuantity, s.RejectedQuantity,
                s.DocumentNumber, s.FirstEntry, s.LastEntry])
            {
                cells.Write(amount);
            }

            cells.Write(row.Second);
        }, ct, ("period_id", period), ("currency", book.Currency.Code));
        var common = book with { Statements = [], Postings = [] };
        await work.Connection.ExecuteAsync(new CommandDefinition(
            InsertBook, new { work.OrgId, Period = period, Body = Pack(common) }, work.Transaction,
            cancellationToken: ct));
    }

    internal static async Task<PeriodBook> Load(Work work, int period, CancellationToken ct)
    {
        var body = await work.Connection.ExecuteScalarAsync<byte[]>(new CommandDefinition(
            FindBook, new { work.OrgId, Period = period }, work.Transaction, cancellationToken: ct));
        var statements = await work.Connection.QueryAsync<(long Document, long First, long Last, byte[] Body)>(
            new CommandDefinition(
                FindStatements, new { work.OrgId, Period = period }, work.Transaction, cancellationToken: ct));
        using var unpacked = new GZipStream(new MemoryStream(body!), CompressionMode.Decompress);
        var common = JsonSerializer.Deserialize<PeriodBook>(unpacked, Kept)!;
        var book = common with
        {
            Statements =
            [
                .. statements
                    .Select(s => Text.Unpacked(s.Body) with
                    {
                        DocumentNumber = s.Document, FirstEntry = s.First, LastEntry = s.Last,
                    })
                    .OrderBy(s => s.Number, StringComparer.Ordinal),
            ],
        };
        return Rules.Postings.In(book);
    }

    /// <summary>What the maker saw and the approver signs: every figure of every statement with the limit that follows
    /// from it, what is remitted, and the balance of goods.</summary>
    internal static byte[] Hash(PeriodBook draft)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(StatementHash.All(draft, draft.Statements));
        var limits = draft.Statements.Select(s => s.NextLimit?.Amount);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(
            new { draft.Remittances, draft.Goods, draft.PayDay, limits }, Options));
        if (draft.References is not null)
        {
            var advantages = draft.Statements.Select(s => s.Advantage);
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(new { draft.References, advantages }, Options));
        }

        if (draft.Documents.Count + draft.Exchanges.Count > 0)
        {
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(
                new { draft.Documents, draft.Exchanges, draft.TaxNumber }, Options));
        }

        return hash.GetHashAndReset();
    }

    private static byte[] Pack(PeriodBook book)
    {
        var memory = new MemoryStream();
        using (var packed = new GZipStream(memory, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(packed, book, Kept);
        }

        return memory.ToArray();
    }

    /// <summary>Everything is said, so that a hash does not depend on what is left out.</summary>
    private static readonly JsonSerializerOptions Options = new()
    {
        Converters = { new DayConverter(), new MovementConverter(), new CurrencyConverter() },
    };

    /// <summary>What is nothing is left out of what is kept: of the forty values of a line most are.</summary>
    internal static readonly JsonSerializerOptions Kept = new(Options)
    {
        Converters = { new DetailConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver
        {
            Modifiers =
            {
                static type =>
                {
                    foreach (var property in type.Properties)
                    {
                        property.IsRequired = false;
                    }
                },
            },
        },
    };

    /// <summary>A statement as text: one after the other is written into the same memory.</summary>
    private sealed class Text : IDisposable
    {
        private readonly ArrayBufferWriter<byte> buffer = new(16 * 1024);
        private readonly Utf8JsonWriter writer;
        private byte[] packed = [];

        internal Text() => writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });

        /// <summary>Lives until the next one is asked for.</summary>
        internal ReadOnlyMemory<byte> Of(Statement statement)
        {
            buffer.ResetWrittenCount();
            writer.Reset();
            JsonSerializer.Serialize(writer, statement, Kept);
            return buffer.WrittenMemory;
        }

        /// <summary>A quarter as long, so that it lies in the row.</summary>
        internal byte[] Packed(Statement statement)
        {
            var plain = Of(statement).Span;
            if (packed.Length < BrotliEncoder.GetMaxCompressedLength(plain.Length))
            {
                packed = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
            }

            return BrotliEncoder.TryCompress(plain, packed, out var length, quality: 1, window: 16)
                ? packed.AsSpan(0, length).ToArray()
                : throw new InvalidOperationException($"{statement.Number}: not packed");
        }

        internal static Statement Unpacked(byte[] packed)
        {
            using var plain = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
            return JsonSerializer.Deserialize<Statement>(plain, Kept)!;
        }

        public void Dispose() => writer.Dispose();
    }

    private sealed class DayConverter : JsonConverter<LocalDate>
    {
        public override LocalDate Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            Days.TryParse(reader.GetString(), out var day) ? day : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options)
        {
            Span<char> text = stackalloc char[Days.IsoLength];
            value.Iso(text);
            writer.WriteStringValue(text);
        }
    }

    private sealed class CurrencyConverter : JsonConverter<Currency>
    {
        public override Currency Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            Currency.Of(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Code);
    }

    /// <summary>Movements are many: five values in a row instead of names.</summary>
    private sealed class MovementConverter : JsonConverter<Movement>
    {
        public override Movement Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            reader.Read();
            var day = reader.GetInt32();
            reader.Read();
            var session = reader.GetByte();
            reader.Read();
            var quantity = reader.GetInt64();
            reader.Read();
            var flags = reader.GetInt32();
            reader.Read();
            var reason = "";
            if (reader.TokenType == JsonTokenType.String)
            {
                reason = reader.GetString()!;
                reader.Read();
            }

            return new Movement(day, session, quantity, (flags & 1) != 0, (flags & 2) != 0, reason);
        }

        public override void Write(Utf8JsonWriter writer, Movement value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(value.Day);
            writer.WriteNumberValue(value.Session);
            writer.WriteNumberValue(value.Quantity);
            writer.WriteNumberValue((value.Accepted ? 1 : 0) | (value.Reversal ? 2 : 0));
            if (value.Reason.Length > 0)
            {
                writer.WriteStringValue(value.Reason);
            }

            writer.WriteEndArray();
        }
    }

    /// <summary>Records behind deductions are many too: six values in a row.</summary>
    private sealed class DetailConverter : JsonConverter<LineDetail>
    {
        public override LineDetail Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            // Books kept before named them.
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                return JsonSerializer.Deserialize<LineDetail>(ref reader, Options);
            }

            reader.Read();
            var day = Days.TryParse(reader.GetString(), out var read) ? read : throw new JsonException();
            reader.Read();
            var reference = reader.GetString()!;
            reader.Read();
            var item = reader.GetString()!;
            reader.Read();
            var quantity = reader.GetInt64();
            reader.Read();
            var unit = reader.GetString()!;
            reader.Read();
            var amount = reader.GetInt64();
            reader.Read();
            return new LineDetail(day, reference, item, quantity, unit, amount);
        }

        public override void Write(Utf8JsonWriter writer, LineDetail value, JsonSerializerOptions options)
        {
            Span<char> day = stackalloc char[Days.IsoLength];
            value.Day.Iso(day);
            writer.WriteStartArray();
            writer.WriteStringValue(day);
            writer.WriteStringValue(value.Reference);
            writer.WriteStringValue(value.Item);
            writer.WriteNumberValue(value.Quantity);
            writer.WriteStringValue(value.Unit);
            writer.WriteNumberValue(value.Amount);
            writer.WriteEndArray();
        }
    }

    private const string StatementColumns = """
        party_id, brought_forward, gross, tax, due, taken, net, carried, receivable, credit_brought, to_pay,
        credit_carried, accepted, rejected, document_number, first_entry, last_entry, body
        """;

    private const string InsertBook =
        "insert into settlement.book (org_id, period_id, body) values (@OrgId, @Period, @Body)";

    private const string FindBook = "select body from settlement.book where org_id = @OrgId and period_id = @Period";

    private const string FindStatements = """
        select document_number, first_entry, last_entry, body from settlement.statement
        where org_id = @OrgId and period_id = @Period order by party_id limit 10000000
        """;
}
