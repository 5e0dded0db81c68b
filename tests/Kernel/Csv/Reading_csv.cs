using System.Diagnostics;
using System.Text;
using Meent.Kernel;

namespace Meent.Tests.Csv;

/// <summary>Memory is that of the whole process: nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class Reading_csv
{
    [Fact]
    public void Fields_stand_between_separators_and_rows_end_with_any_line_break() =>
        Rows("a,b\r\n1,2\n3,\r,4").ShouldBe(["1:a|b", "2:1|2", "3:3|", "4:|4"]);

    [Fact]
    public void A_byte_order_mark_is_passed_over() =>
        Rows([.. Encoding.UTF8.Preamble, .. "member,date\n"u8]).ShouldBe(["1:member|date"]);

    [Fact]
    public void Nothing_has_no_rows() => Rows("").ShouldBeEmpty();

    [Fact]
    public void A_mark_alone_has_no_rows() => Rows(Encoding.UTF8.Preamble.ToArray()).ShouldBeEmpty();

    [Fact]
    public void A_last_line_needs_no_line_break() => Rows("a,b").ShouldBe(["1:a|b"]);

    [Fact]
    public void A_separator_at_the_end_opens_one_more_field() => Rows("a,").ShouldBe(["1:a|"]);

    [Fact]
    public void A_blank_line_is_one_empty_field() => Rows("a\n\nb\n").ShouldBe(["1:a", "2:", "3:b"]);

    [Fact]
    public void Quotes_hold_separators_quotes_and_line_breaks_and_lines_are_counted_through_them() =>
        Rows("\"a,\"\"b\"\"\",\"x\r\ny\nz\",c\nd,e,f\n").ShouldBe(["1:a,\"b\"|x\r\ny\nz|c", "4:d|e|f"]);

    [Fact]
    public void Quotes_inside_a_plain_field_are_letters() =>
        Rows("Peter \"Pete\",2\n").ShouldBe(["1:Peter \"Pete\"|2"]);

    [Fact]
    public void Blanks_behind_a_closing_quote_are_passed_over() => Rows("\"a\" ,b\n").ShouldBe(["1:a|b"]);

    [Fact]
    public void Text_behind_a_closing_quote_is_a_fault_of_that_row_only() =>
        Rows("\"Pete\" Kamau,2\n3,4\n").ShouldBe(["1:Pete|2 StrayQuote", "2:3|4"]);

    [Fact]
    public void A_quote_that_never_closes_is_a_fault() =>
        Rows("1,2\n3,\"4\n5").ShouldBe(["1:1|2", "2:3|4\n5 OpenQuote"]);

    [Fact]
    public void Bytes_that_are_no_utf8_are_a_fault_of_that_row_only() =>
        Rows([.. "a,b\nMur"u8, 0xE9, .. ",1\nc,d\n"u8]).ShouldBe(["1:a|b", "2:Mur\uFFFD|1 NotUtf8", "3:c|d"]);

    [Fact]
    public void Nul_bytes_are_kept() => Rows("a\0,b\n").ShouldBe(["1:a\0|b"]);

    [Theory]
    [InlineData("a;b;c,d\n1;2;3\n", ';')]
    [InlineData("a\tb\n", '\t')]
    [InlineData("Station Tarama\na;b\n", ';')]
    [InlineData("alone\n1\n", ',')]
    public void The_separator_is_found_out(string text, char separator)
    {
        using var reader = Open(Encoding.UTF8.GetBytes(text));
        reader.Separator.ShouldBe(separator);
    }

    [Theory]
    [InlineData(65_536, CsvFault.None)]
    [InlineData(65_537, CsvFault.TooLong)]
    [InlineData(900_000, CsvFault.TooLong)]
    [InlineData(3_000_000, CsvFault.TooLong)]
    public void A_field_has_a_limit_and_the_next_row_stands_by_itself(int length, CsvFault fault)
    {
        foreach (var field in new[] { new string('x', length), $"\"{new string('x', length - 1)}\n\"" })
        {
            using var reader = Open(Encoding.UTF8.GetBytes($"1,{field},\"a\"\"b\n\",c\n2,3,4\n"));
            reader.Read().ShouldBeTrue();
            reader.Fault.ShouldBe(fault);
            reader.Text(0).ShouldStartWith("1");
            reader.Read().ShouldBeTrue();
            reader.Text(0).ShouldBe("2");
            reader.Line.ShouldBe(field[0] == '"' ? 4 : 3);
            reader.Count.ShouldBe(3);
            reader.Read().ShouldBeFalse();
        }
    }

    [Fact]
    public void A_row_of_very_many_fields_is_too_long()
    {
        using var reader = Open(Encoding.UTF8.GetBytes(new string(',', 2_000_000) + "\n1,2\n"));
        reader.Read().ShouldBeTrue();
        (reader.Fault, reader.Count).ShouldBe((CsvFault.TooLong, 1));
        reader.Read().ShouldBeTrue();
        (reader.Text(1), reader.Line).ShouldBe(("2", 2));
    }

    [Fact]
    public void Rows_over_the_edge_of_the_buffer_are_whole()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 60_000; i++)
        {
            text.Append(i).Append(i % 3 == 0 ? ",\"é \"\"x\"\"\r\n\",z\r\n" : ",Wanjikũ,z\n");
        }

        using var reader = Open(Encoding.UTF8.GetBytes(text.ToString()));
        var line = 1;
        for (var i = 0; i < 60_000; i++)
        {
            reader.Read().ShouldBeTrue();
            (reader.Text(0), reader.Text(1), reader.Line, reader.Fault)
                .ShouldBe(($"{i}", i % 3 == 0 ? "é \"x\"\r\n" : "Wanjikũ", line, CsvFault.None));
            line += i % 3 == 0 ? 2 : 1;
        }

        reader.Read().ShouldBeFalse();
    }

    [Fact]
    public void It_reads_the_same_whatever_pieces_the_stream_gives()
    {
        var bytes = Encoding.UTF8.GetBytes("\uFEFFä,\"b\"\"\r\nc\"\r\n\"\",x\r\n\r\nlast,\"q\"");
        Rows(new Dripping(bytes)).ShouldBe(Rows(bytes));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Two_hundred_megabytes_take_no_more_memory_than_two()
    {
        var record = "0191a5f0-0000-7000-8000-000000000001,S-07,114223,00034,2026-10-31,AM,05:25,,12.8,kg,,P03,yes\n"u8;
        foreach (var pattern in new[] { record.ToArray(), [.. "\"x"u8, .. new byte[998]] })
        {
            using var reader = new CsvReader(new Repeating(pattern, 200_000_000));
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var watch = Stopwatch.StartNew();
            var fields = 0L;
            while (reader.Read())
            {
                fields += reader.Count;
            }

            TestContext.Current.SendDiagnosticMessage($"{200_000 / watch.ElapsedMilliseconds} MB/s, {fields} fields");
            (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(8_000_000);
        }
    }

    private static CsvReader Open(byte[] bytes) => new(new MemoryStream(bytes));

    private static List<string> Rows(string text) => Rows(Encoding.UTF8.GetBytes(text));

    private static List<string> Rows(byte[] bytes) => Rows(new MemoryStream(bytes));

    private static List<string> Rows(Stream stream)
    {
        using var reader = new CsvReader(stream, ',');
        var rows = new List<string>();
        while (reader.Read())
        {
            var fields = string.Join('|', Enumerable.Range(0, reader.Count).Select(reader.Text));
            rows.Add($"{reader.Line}:{fields}{(reader.Fault == CsvFault.None ? "" : $" {reader.Fault}")}");
        }

        return rows;
    }

    /// <summary>Gives one byte at a time.</summary>
    private sealed class Dripping(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, 1);
    }

    /// <summary>A long file that is nowhere.</summary>
    private sealed class Repeating(byte[] pattern, long length) : MemoryStream
    {
        private long at;

        public override int Read(byte[] buffer, int offset, int count)
        {
            var many = (int)Math.Min(count, length - at);
            for (var i = 0; i < many;)
            {
                var from = (int)(at % pattern.Length);
                var piece = Math.Min(many - i, pattern.Length - from);
                Array.Copy(pattern, from, buffer, offset + i, piece);
                (i, at) = (i + piece, at + piece);
            }

            return many;
        }
    }
}
