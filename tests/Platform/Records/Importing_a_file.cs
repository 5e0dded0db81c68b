using Meent.Kernel;
using Meent.Platform;

namespace Meent.Tests.Records;

public sealed class Importing_a_file : Desk
{
    private const string Text =
        "member,date,item,amount\n00034,2026-10-01,store,100.50\n00035,2026-10-01,store,oops\n"
        + "00036,2026-10-01,=1+1,20\n"
        + "00037,2026-10-01,store,3.00\n00038 ,2026-10-01,store,4.00\n,,,127.50\n";

    private Quarantine Aside => new(Path.Combine(Folder, "quarantine"), r => r.Code);

    [Fact]
    public async Task Rows_and_sums_tie_whatever_the_books_say()
    {
        var books = new Books { RefusesItem = "=1+1", Verdicts = new([5], [(6, Other("member"))]) };
        var account = await Run(Text, books);
        (account.Rows, account.Imported, account.Unchanged, account.Quarantined, account.Ignored, account.Repaired)
            .ShouldBe((6, 1, 1, 3, 1, 1));
        var amount = account.Totals["amount"];
        (amount.Read, amount.Imported, amount.Unchanged, amount.Quarantined)
            .ShouldBe(("127.50", "100.50", "3.00", "24.00"));
        account.Totals["quantity"].Read.ShouldBe("0");
        account.IgnoredRows.Items.ShouldBe([new IgnoredRow(7, "total")]);
        account.Repairs.Items.ShouldBe([new RepairedCell(6, "member", "00038 ", "00038", "blanks")]);
        System.IO.File.ReadAllText(Path.Combine(Folder, "quarantine", account.Quarantine!)).ShouldBe(
            """
            file,line,column,value,code,reason,member,date,item,amount
            purchases.csv,3,amount,oops,import.not_a_number,import.not_a_number,00035,2026-10-01,store,oops
            purchases.csv,4,item,'=1+1,test.no,test.no,00036,2026-10-01,'=1+1,20
            purchases.csv,6,member,,test.no,test.no,00038 ,2026-10-01,store,4.00

            """);
    }

    [Fact]
    public async Task A_file_that_stands_in_the_books_imports_nothing()
    {
        var text = "member,date,item,amount\n00034,2026-10-01,store,100.50\n00035,2026-10-01,store,2\n";
        var account = await Run(text, new Books { Verdicts = new([2, 3], []) });
        (account.Rows, account.Imported, account.Unchanged).ShouldBe((2, 0, 2));
        (account.Totals["amount"].Imported, account.Totals["amount"].Unchanged).ShouldBe(("0.00", "102.50"));
    }

    [Fact]
    public async Task Quarantine_is_replaced_when_the_file_comes_again_and_goes_when_it_is_mended()
    {
        var first = await Run(Text, new Books());
        var again = await Run(Text, new Books());
        again.Quarantine.ShouldBe(first.Quarantine);
        System.IO.File.ReadAllLines(Path.Combine(Folder, "quarantine", again.Quarantine!)).Length.ShouldBe(2);
        (await Run(Text.Replace("oops", "1"), new Books())).Quarantine.ShouldBeNull();
        Directory.GetFiles(Path.Combine(Folder, "quarantine")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Rows_come_in_batches_and_lists_are_capped()
    {
        var text = "member,date,item,amount\n"
            + string.Concat(Enumerable.Range(0, 25_000).Select(i => $"{i} ,2026-10-01,store,0.01\n"));
        var books = new Books();
        var account = await Run(text, books);
        books.Batches.ShouldBe([10_000, 10_000, 5_000]);
        books.Finished.ShouldBe(1);
        (account.Repaired, account.Repairs.Items.Count, account.Repairs.More).ShouldBe((25_000, 1_000, 24_000));
        account.Totals["amount"].Imported.ShouldBe("250.00");
    }

    [Theory]
    [InlineData(99)]
    [InlineData(3)]
    public async Task A_verdict_on_a_row_that_was_not_taken_is_a_bug(int key) =>
        await Should.ThrowAsync<InvalidOperationException>(Run(Text, new Books { Verdicts = new([key], []) }));

    [Fact]
    public async Task The_account_in_all_adds_the_files()
    {
        var all = new ImportAccount();
        all.Add(await Run(Text, new Books()));
        all.Add(await Run("member,date,item,quantity,amount\n00034,2026-10-01,store,1.500,2\n", new Books()));
        all.Add(FileAccount.OfRefused("x.csv", "purchases", new Refusal("import.empty_file", ("file", "x.csv"))));
        all.LeaveAlone("notes.txt");
        (all.Rows, all.Imported, all.Quarantined, all.Ignored).ShouldBe((7, 5, 1, 1));
        (all.Totals["amount"].Read, all.Totals["quantity"].Read).ShouldBe(("129.50", "1.5"));
        var json = System.Text.Json.JsonSerializer.Serialize(all, System.Text.Json.JsonSerializerOptions.Web);
        json.ShouldContain("\"totals\":{\"amount\":{\"read\":\"129.50\",\"imported\":\"129.50\"");
        json.ShouldContain("\"refused\":\"import.empty_file\",\"facts\":{\"file\":\"x.csv\"}");
    }

    [Theory]
    [InlineData("deliveries.csv", "deliveries.csv")]
    [InlineData("2026-10/deliveries.csv", "2026-10_deliveries.csv-MARK.csv")]
    [InlineData("book.xlsx#Sheet 1", "book.xlsx_Sheet_1-MARK.csv")]
    public void Names_in_quarantine_are_the_same_each_time(string file, string name)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(file));
        Quarantine.NameOf(file).ShouldBe(name.Replace("MARK", Convert.ToHexStringLower(hash)[..8]));
    }

    [Fact]
    public void Names_in_quarantine_never_leave_its_folder() =>
        new[] { "../../x.csv", "/etc/x.csv", "..", "a#b/c\\d.csv", new string('x', 500) }
            .ShouldAllBe(f => Path.GetFileName(Quarantine.NameOf(f)) == Quarantine.NameOf(f)
                && Quarantine.NameOf(f)[0] != '.' && Quarantine.NameOf(f).Length < 120);

    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_file_of_two_hundred_megabytes_is_taken_in_constant_memory()
    {
        var path = Path.Combine(Folder, "deliveries.csv");
        await using (var file = new StreamWriter(path))
        {
            await file.WriteAsync("id,device,slip,member,date,session,time,quantity,unit,fat\n");
            for (var i = 0; file.BaseStream.Position < 200_000_000; i++)
            {
                await file.WriteAsync($"0191a5f0-0000-7000-8000-{i:000000000000},S-07,{i},{i % 5000:00000},"
                    + $"2026-10-{(i % 31) + 1:00},AM,05:{i % 60:00},{i % 30}.{i % 10},kg,3.{i % 10}\n");
            }
        }

        var source = new Meent.Platform.Records.CsvFormat()
            .Open(path, Deliveries, new SourceMapping(), Kes).Value.Single();
        var books = new Books();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var account = await ImportFile.Run("deliveries.csv", source, books, Aside, Kes, default);
        TestContext.Current.SendDiagnosticMessage($"{200_000 / watch.ElapsedMilliseconds} MB/s, {account.Rows} rows");
        account.Imported.ShouldBe(account.Rows);
        books.MostMemory.ShouldBeLessThan(200_000_000);
    }

    private Task<FileAccount> Run(string text, Books books) =>
        ImportFile.Run("purchases.csv", Csv(text, Purchases), books, Aside, Kes, default);

    private static Trouble Other(string column) => new(column, "", new Refusal("test.no"));

    /// <summary>Books that say what the test tells them.</summary>
    private sealed class Books : IRecordReader
    {
        public RecordKind Kind => Purchases;

        public string? RefusesItem { get; init; }

        public RecordVerdicts Verdicts { get; init; } = RecordVerdicts.AllNew;

        public List<int> Batches { get; } = [];

        public int Finished { get; private set; }

        public long MostMemory { get; private set; }

        public Task Take(IReadOnlyList<RecordRow> rows, CancellationToken ct)
        {
            Batches.Add(rows.Count);
            MostMemory = Math.Max(MostMemory, GC.GetTotalMemory(forceFullCollection: false));
            foreach (var row in rows.Where(r => RefusesItem is not null && r.Cells[4] == RefusesItem))
            {
                row.Trouble = new Trouble("item", row.Cells[4], new Refusal("test.no"));
            }

            return Task.CompletedTask;
        }

        public Task<RecordVerdicts> Finish(CancellationToken ct)
        {
            Finished++;
            return Task.FromResult(Verdicts);
        }
    }
}
