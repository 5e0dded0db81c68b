using System.Text;
using Meent.Settlement.Files;

namespace Meent.Tests.Spine.Settlement.Files;

public sealed class Writing_the_files_of_a_period : IDisposable
{
    private readonly Folder folder = new();

    [Fact]
    public async Task every_file_is_there_and_in_the_list()
    {
        var written = await folder.Write(Books.Book(
            Books.Grace(), Books.Member(12, "sw"), Books.Member(3, "nl", "cash")));

        string[] expected =
        [
            "arrears.csv", "credit-limits.csv", "exceptions.csv", "goods.csv", "index.html", "journal.journal",
            "payments/bank.xml", "payments/cash.csv", "payments/cash.html", "payments/mobile.csv", "remittances.csv",
            "sms.csv", "statement.css", "statements.csv", "statements/0003.html", "statements/0007.html",
            "statements/0012.html",
        ];
        Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder.Path, f)).Order(StringComparer.Ordinal).ShouldBe(expected);
        written.Files.ShouldBe(expected.Length);
        var index = folder.Read("index.html");
        foreach (var file in expected.Except(["index.html"]))
        {
            index.ShouldContain($"href=\"{file}\"");
        }
    }

    [Fact]
    public async Task the_same_book_gives_the_same_bytes()
    {
        var members = Enumerable.Range(1, 300).Select(n => Books.Member(n)).ToArray();
        var first = await folder.Write(Books.Book(members));
        var turned = Books.Book([.. members.Reverse()]) with { Postings = Books.Book(members).Postings };
        var again = await folder.Write(turned);
        again.Hash.ShouldBe(first.Hash);
        again.Files.ShouldBe(first.Files);
    }

    [Fact]
    public async Task the_hash_is_what_the_shell_prints()
    {
        var written = await folder.Write(Books.Book(Books.Grace(), Books.Member(1), Books.Member(2)));
        Directory.CreateDirectory(folder.File_("proof"));
        await File.WriteAllTextAsync(folder.File_("proof/receipt"), "signed", Folder.Stop);

        Hash.OfFolder(folder.Path).ShouldBe(written.Hash);
        Folder.NeedsProgram("sha256sum");
        var (_, printed) = await folder.Run(
            "bash", "-c",
            @"find . -type f -not -path './proof/*' -printf '%P\n'"
            + @" | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum");
        printed[..64].ShouldBe(written.Hash);
    }

    [Fact]
    public async Task a_draft_pays_nothing_and_says_so()
    {
        var written = await folder.Write(Books.Book() with { State = "calculated" });
        Directory.Exists(folder.File_("payments")).ShouldBeFalse();
        folder.Read("statements/0007.html").ShouldContain("not yet signed by a second person");
        folder.Read("sms.csv").ShouldContain("DRAFT");
        folder.Read("index.html").ShouldContain("calculated (draft)");
        written.Summary.Payments.ShouldBe(1);
    }

    [Fact]
    public async Task what_a_killed_run_left_is_removed()
    {
        var whole = await folder.Write(Books.Book());
        Directory.CreateDirectory(folder.Path + ".new-1/statements");
        await File.WriteAllTextAsync(folder.Path + ".new-1/statements/0007.html", "half", Folder.Stop);
        Directory.Move(folder.Path, folder.Path + ".old");

        var again = await folder.Write(Books.Book());
        again.Hash.ShouldBe(whole.Hash);
        Directory.Exists(folder.Path + ".new-1").ShouldBeFalse();
        Directory.Exists(folder.Path + ".old").ShouldBeFalse();
    }

    [Fact]
    public async Task a_folder_with_other_files_is_left_alone()
    {
        Directory.CreateDirectory(folder.Path);
        await File.WriteAllTextAsync(folder.File_("letter.txt"), "mine", Folder.Stop);
        await Should.ThrowAsync<IOException>(() => folder.Write(Books.Book()));
        folder.Read("letter.txt").ShouldBe("mine");
    }

    [Fact]
    public async Task further_files_come_into_the_same_folder_and_hash()
    {
        var written = await WriteFiles.Write(
            Books.Book(),
            folder.Path,
            sums => [("summary.json", Encoding.UTF8.GetBytes($"{{\"net\":{sums.Net}}}"))],
            null,
            Folder.Stop);
        folder.Read("summary.json").ShouldBe("{\"net\":319750}");
        Hash.OfFolder(folder.Path).ShouldBe(written.Hash);
    }

    [Fact]
    public async Task a_statement_whose_lines_do_not_add_up_stops_everything()
    {
        var wrong = Books.Grace() with { Gross = 519751, Net = 319751, ToPay = 319751 };
        var refused = await Should.ThrowAsync<InvalidOperationException>(() => folder.Write(Books.Book(wrong)));
        refused.Message.ShouldBe("Statement 0007: gross is 519751, its parts give 519750");
        Directory.Exists(folder.Path).ShouldBeFalse();
    }

    [Fact]
    public async Task the_figures_are_sums_over_the_statements()
    {
        var written = await folder.Write(Books.Book(Books.Grace(), Books.Member(1)));
        written.Summary.Gross.ShouldBe(1039500);
        written.Summary.Net.ShouldBe(639500);
        written.Summary.AcceptedQuantity.ShouldBe(346500);
        written.Summary.Remittances.ShouldBe(144000);
        written.Summary.Debits.ShouldBe(1439500);
        written.Summary.Credits.ShouldBe(1439500);
        written.Summary.Payments.ShouldBe(2);
    }

    [Fact]
    public async Task text_files_end_lines_as_unix_does_and_carry_no_byte_order_mark()
    {
        await folder.Write(Books.Book());
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file, Folder.Stop);
            bytes.ShouldNotContain((byte)'\r', file);
            bytes[0].ShouldBeLessThan((byte)128, file);
            bytes[^1].ShouldBe((byte)'\n', file);
        }
    }

    public void Dispose() => folder.Dispose();
}
