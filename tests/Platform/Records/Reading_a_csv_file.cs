using Meent.Platform;

namespace Meent.Tests.Records;

public sealed class Reading_a_csv_file : Desk
{
    private const string Header = "member,date,item,quantity,amount\n";

    [Fact]
    public void Columns_are_found_by_name_in_any_order()
    {
        using var source = Csv(" Amount ,ITEM,Unit.Price,date,member\n12.50,store,6.25,2026-10-01,00034\n", Purchases);
        var row = source.Rows().ShouldHaveSingleItem();
        row.Cells.ShouldBe(["", "", "00034", "2026-10-01", "store", "", "", "6.25", "12.50", "", "", ""]);
        row.Line.ShouldBe(2);
        row.Trouble.ShouldBeNull();
        row.Repairs.ShouldBeNull();
        row.Original.ShouldBe(["12.50", "store", "6.25", "2026-10-01", "00034"]);
    }

    [Fact]
    public void A_column_that_nobody_knows_refuses_the_file() => CsvRefusal("member,date,item,colour\n", Purchases)
        .ShouldSatisfyAllConditions(
            r => r.Code.ShouldBe("import.unknown_column"),
            r => r.Fact("column").ShouldBe("colour"),
            r => r.Fact("file").ShouldBe("purchases.csv"));

    [Fact]
    public void Missing_required_columns_refuse_the_file() => CsvRefusal("item,amount\n", Purchases)
        .ShouldSatisfyAllConditions(
            r => r.Code.ShouldBe("import.missing_column"), r => r.Fact("column").ShouldBe("member, date"));

    [Fact]
    public void Two_headers_for_one_column_refuse_the_file() =>
        CsvRefusal("member,date,item,unit_price,Unit Price\n", Purchases).Code.ShouldBe("import.double_column");

    [Fact]
    public void An_empty_file_is_refused() => CsvRefusal("\n\n", Purchases).Code.ShouldBe("import.empty_file");

    [Fact]
    public void A_header_that_is_no_utf8_is_refused()
    {
        var path = File("purchases.csv", [.. "member,date,item,pr"u8, 0xE9, .. "\n"u8]);
        new Meent.Platform.Records.CsvFormat().Open(path, Purchases, new SourceMapping(), Kes)
            .Refusal!.Code.ShouldBe("import.unreadable_header");
    }

    [Fact]
    public void Further_columns_of_deliveries_are_measures()
    {
        using var source = Csv("member,date,quantity,fat,SNF\n00034,2026-10-01,12.8,3.9, 8.40\n", Deliveries);
        source.Measures.ShouldBe(["fat", "SNF"]);
        source.Rows().ShouldHaveSingleItem().Measures.ShouldBe(["3.9", "8.40"]);
    }

    [Theory]
    [InlineData("01/10/2026", "1", "2.00", "import.not_a_date", "date")]
    [InlineData("2026-02-30", "1", "2.00", "import.not_a_date", "date")]
    [InlineData("2026-10-01", "1.2345", "2.00", "import.too_many_places", "quantity")]
    [InlineData("2026-10-01", "1,5", "2.00", "import.not_a_number", "quantity")]
    [InlineData("2026-10-01", "1,500", "2.00", "import.not_a_number", "quantity")]
    [InlineData("2026-10-01", "1", "2.005", "import.too_many_places", "amount")]
    [InlineData("2026-10-01", "1", "2..0", "import.not_a_number", "amount")]
    [InlineData("2026-10-01", "1", ".5", "import.not_a_number", "amount")]
    [InlineData("2026-10-01", "1", "1e3", "import.not_a_number", "amount")]
    [InlineData("2026-10-01", "1", "n/a", "import.not_a_number", "amount")]
    [InlineData("", "1", "2.00", "import.required", "date")]
    public void A_cell_that_is_not_of_its_kind_is_the_trouble_of_its_row(
        string date, string quantity, string amount, string code, string column)
    {
        using var source = Csv(
            $"{Header}00034,{date},store,\"{quantity}\",{amount}\n00035,2026-10-01,store,1,2\n", Purchases);
        var rows = source.Rows().ToList();
        (rows[0].Trouble!.Why.Code, rows[0].Trouble!.Column).ShouldBe((code, column));
        rows[1].Trouble.ShouldBeNull();
    }

    [Fact]
    public void Mended_cells_are_told_one_by_one()
    {
        using var source = Csv(
            Header + "00034 ,2026-10-01,\u00a0store,\"1,250.5\",\u2212200.00\n"
            + "'00035,\"'2026-10-01'\",x\0,1,1\n", Purchases);
        var rows = source.Rows().ToList();
        rows.ShouldAllBe(r => r.Trouble == null);
        rows[0].Cells[2..6].ShouldBe(["00034", "2026-10-01", "store", "1250.5"]);
        rows[0].Cells[8].ShouldBe("-200.00");
        rows[0].Repairs.ShouldBe(
        [
            new Repair("member", "00034 ", "00034", "blanks"),
            new Repair("item", "\u00a0store", "store", "blanks"),
            new Repair("quantity", "1,250.5", "1250.5", "grouping"),
            new Repair("amount", "\u2212200.00", "-200.00", "minus"),
        ]);
        rows[1].Repairs!.Select(r => (r.Column, r.Read, r.Rule)).ShouldBe(
            [("member", "00035", "quotes"), ("date", "2026-10-01", "quotes"), ("item", "x", "blanks")]);
    }

    [Theory]
    [InlineData("â€“12.50")]
    [InlineData("âˆ’12.50")]
    [InlineData("–12.50")]
    public void A_minus_that_was_read_in_the_wrong_code_page_is_a_minus(string amount)
    {
        using var source = Csv($"{Header}00034,2026-10-01,store,1,{amount}\n", Purchases);
        source.Rows().Single().Cells[8].ShouldBe("-12.50");
    }

    [Theory]
    [InlineData("5:25 AM", "05:25", null)]
    [InlineData("12:05 am", "00:05", null)]
    [InlineData("12:05PM", "12:05", null)]
    [InlineData("4.10pm", "16:10", null)]
    [InlineData("15:00:31", "15:00", "seconds")]
    [InlineData("05:25", "05:25", null)]
    public void Times_are_told_in_twenty_four_hours(string was, string time, string? rule)
    {
        using var source = Csv($"member,date,time,quantity\n00034,2026-10-01,{was},12.8\n", Deliveries);
        var row = source.Rows().Single();
        row.Trouble.ShouldBeNull();
        row.Cells[6].ShouldBe(time);
        row.Repairs?.Single().Rule.ShouldBe(rule);
        (row.Repairs is null).ShouldBe(rule is null);
    }

    [Theory]
    [InlineData("time", "25:10", "import.not_a_time")]
    [InlineData("time", "13:10 PM", "import.not_a_time")]
    [InlineData("time", "early", "import.not_a_time")]
    [InlineData("accepted", "perhaps", "import.not_yes_or_no")]
    public void A_time_or_answer_that_is_none_is_trouble(string column, string value, string code)
    {
        using var source = Csv($"member,date,{column},quantity\n00034,2026-10-01,{value},12.8\n", Deliveries);
        source.Rows().Single().Trouble!.Why.Code.ShouldBe(code);
    }

    [Fact]
    public void Blank_rows_are_no_rows_and_headers_and_totals_inside_the_data_are_ignored()
    {
        using var source = Csv(
            Header + "00034,2026-10-01,store,1,200.00\n,,,,\n \u00a0,,\0,,\n\nMember,Date,Item,Quantity,Amount\n"
            + ",,,,200.00\nTotal,,,1,200.00\n,2026-10-02,,,3\n", Purchases);
        source.Rows().Select(r => (r.Line, r.Ignored, r.Trouble?.Why.Code)).ShouldBe(
        [
            (2, null, null), (6, "header", null), (7, "total", null), (8, "total", null),
            (9, null, "import.required"),
        ]);
    }

    [Fact]
    public void A_row_with_more_cells_than_the_header_is_trouble()
    {
        using var source = Csv(Header + "00034,2026-10-01,store,1,2,300.00\n00034,2026-10-01,store,1,2,,\n", Purchases);
        source.Rows().Select(r => r.Trouble?.Why.Code).ShouldBe(["import.too_many_cells", null]);
    }

    [Fact]
    public void What_is_wrong_with_the_text_of_a_row_is_its_trouble()
    {
        var path = File("purchases.csv",
        [
            .. "member,date,item,amount\n00034,2026-10-01,caf"u8, 0xE9, .. ",1\n\"00\"034,2026-10-01,store,1\n"u8,
            .. System.Text.Encoding.ASCII.GetBytes($"00034,2026-10-01,{new string('x', 70_000)},1\n"),
            .. "00036,2026-10-01,store,1\n00037,2026-10-01,\"store,1\n"u8,
        ]);
        var source = new Meent.Platform.Records.CsvFormat()
            .Open(path, Purchases, new SourceMapping(), Kes).Value.Single();
        source.Rows().Select(r => (r.Line, r.Trouble?.Why.Code)).ShouldBe(
        [
            (2, "import.unreadable_text"), (3, "import.stray_quote"), (4, "import.row_too_long"), (5, null),
            (6, "import.open_quote"),
        ]);
    }

    [Fact]
    public void A_mapped_file_may_begin_with_a_preamble_and_use_another_separator()
    {
        using var source = Csv(
            "Station, the first: Tarama\nPrinted by,the clerk\n\n"
            + "MemberNo.;Date;Class;Amount\nC0636;1/08/2010;Stores:S014;250.00\n",
            Purchases, Book);
        var row = source.Rows().ShouldHaveSingleItem();
        row.Line.ShouldBe(5);
        row.Cells[2..9].ShouldBe(["00636", "2010-08-01", "store", "1", "", "", "250.00"]);
        row.Repairs.ShouldHaveSingleItem().ShouldBe(new Repair("member", "C0636", "00636", "prefix, zeros"));
    }

    [Fact]
    public void A_float_tail_is_cut_and_a_fact_is_not()
    {
        using var source = Csv(
            "Member,Date,Class,Amount\n00034,01.02.2010,AI,2699.99998\n00034,01.02.2010,AI,12.345\n"
            + "00034B,01.02.2010,AI,0\n",
            Purchases, Book);
        var rows = source.Rows().ToList();
        rows[0].Cells[8].ShouldBe("2700.00");
        rows[0].Repairs.ShouldBe([new Repair("amount", "2699.99998", "2700.00", "tail")]);
        rows[1].Trouble!.Why.Code.ShouldBe("import.too_many_places");
        rows[2].Cells[2].ShouldBe("00034B");
        rows[2].Repairs.ShouldBeNull();
    }

    [Fact]
    public void A_mapping_that_names_a_column_the_kind_has_not_is_refused()
    {
        var wrong = Book with { Constants = new Dictionary<string, string> { ["quantty"] = "1" } };
        CsvRefusal("Member,Date,Class,Amount\n", Purchases, wrong).Fact("column").ShouldBe("quantty");
    }

    [Fact]
    public void A_constant_and_a_column_for_the_same_are_refused() =>
        CsvRefusal("Member,Date,Class,Amount,Quantity\n", Purchases, Book).Code.ShouldBe("import.double_column");
}
