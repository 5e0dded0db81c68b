using System.Text;
using Dapper;
using Meent.Platform;
using NodaTime;
using Npgsql;

namespace Meent.Tests;

public sealed class Copying_rows : IAsyncLifetime
{
    private const string Copy =
        "copy parcel_row (a, b, c, d, e, f, g, h) from stdin (format binary)";

    private TestInstallation test = null!;
    private Work work = null!;

    public async ValueTask InitializeAsync()
    {
        test = await TestInstallation.New(new ParcelModule());
        work = await test.Installation.Begin(1, "test", "test", CancellationToken.None);
        await work.Connection.ExecuteAsync(
            "create temp table parcel_row (a bigint, b int, c smallint, d boolean, e text, f date, g uuid, h bytea)");
    }

    public async ValueTask DisposeAsync()
    {
        await work.DisposeAsync();
        await test.DisposeAsync();
    }

    [Fact]
    public async Task gives_the_server_every_value_as_it_is()
    {
        var id = Guid.Parse("01234567-89ab-cdef-0123-456789abcdef");
        await Bulk.Copy(work, Copy, [0], (cells, _) =>
        {
            cells.Write(long.MinValue);
            cells.Write(int.MaxValue);
            cells.Write((short)-7);
            cells.Write(true);
            cells.Write("Nyambura, ünïts ≥ 3 \U0001F404");
            cells.Write(new LocalDate(1957, 3, 6));
            cells.Write(id);
            cells.Write([0x00, 0xFF, 0x10]);
        }, CancellationToken.None);

        var said = await work.Connection.QuerySingleAsync<string>(
            "select concat_ws('|', a, b, c, d, e, f, g, encode(h, 'hex')) from parcel_row");

        said.ShouldBe($"{long.MinValue}|{int.MaxValue}|-7|t|Nyambura, ünïts ≥ 3 \U0001F404|1957-03-06|{id}|00ff10");
    }

    [Fact]
    public async Task tells_nothing_from_zero_and_from_an_empty_text()
    {
        await Bulk.Copy(work, Copy, [0, 1], (cells, row) =>
        {
            cells.WriteOrNull(row == 0 ? 0L : (long?)null);
            cells.WriteOrNull(row == 0 ? 0 : (int?)null);
            cells.WriteNull();
            cells.Write(false);
            cells.WriteOrNull(row == 0 ? "x" : "");
            cells.WriteNull();
            cells.WriteNull();
            cells.Write(ReadOnlySpan<byte>.Empty);
        }, CancellationToken.None);

        (await work.Connection.QueryAsync<string>(
            """
            select concat_ws(',', a is null, b is null, c is null, d, e is null, f is null, h is null)
            from parcel_row order by a nulls last
            """))
            .ShouldBe(["f,f,t,f,f,t,f", "t,t,t,f,t,t,f"]);
    }

    [Fact]
    public async Task takes_many_rows_and_texts_longer_than_a_block()
    {
        var texts = Enumerable.Range(0, 16).Select(i => new string((char)('a' + i), i * 9973)).ToList();
        await Bulk.Copy(work, Copy, texts, Row, CancellationToken.None);

        (await work.Connection.QueryAsync<string>("select e from parcel_row order by length(e)")).ShouldBe(texts);
    }

    [Fact]
    public async Task takes_none_where_one_of_them_throws()
    {
        IEnumerable<string> Rows()
        {
            for (var i = 0; i < 100_000; i++)
            {
                yield return "some text";
            }

            throw new FormatException("the 100,001st");
        }

        await Should.ThrowAsync<FormatException>(() => Bulk.Copy(work, Copy, Rows(), Row, CancellationToken.None));

        (await Trouble()).ShouldBe(PostgresErrorCodes.InFailedSqlTransaction);
    }

    [Fact]
    public async Task stops_when_it_is_told_to()
    {
        using var stop = new CancellationTokenSource();
        IEnumerable<string> Rows()
        {
            yield return "one";
            stop.Cancel();
            yield return "two";
        }

        await Should.ThrowAsync<OperationCanceledException>(() => Bulk.Copy(work, Copy, Rows(), Row, stop.Token));

        (await Trouble()).ShouldBe(PostgresErrorCodes.InFailedSqlTransaction);
    }

    [Fact]
    public async Task says_what_the_server_says_of_a_wrong_value()
    {
        var no = await Should.ThrowAsync<PostgresException>(() => Bulk.Copy(
            work, "copy parcel_row (a) from stdin (format binary)", [0], (cells, _) => cells.Write(1),
            CancellationToken.None));

        no.SqlState.ShouldBe(PostgresErrorCodes.ProtocolViolation);
    }

    [Fact]
    public async Task takes_no_half_letter()
    {
        await Should.ThrowAsync<EncoderFallbackException>(
            () => Bulk.Copy(work, Copy, ["\uD83D"], Row, CancellationToken.None));

        (await Trouble()).ShouldBe(PostgresErrorCodes.InFailedSqlTransaction);
    }

    /// <summary>What the server says of the next question.</summary>
    private async Task<string> Trouble() =>
        (await Should.ThrowAsync<PostgresException>(() => work.Connection.ExecuteAsync("select 1"))).SqlState;

    private static void Row(RowWriter cells, string text)
    {
        cells.Write(1L);
        cells.Write(1);
        cells.Write((short)1);
        cells.Write(true);
        cells.Write(text);
        cells.Write(new LocalDate(2026, 9, 1));
        cells.Write(Guid.Empty);
        cells.Write([1]);
    }
}
