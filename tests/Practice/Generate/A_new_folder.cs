using Meent.Flows;
using Meent.Host;

namespace Meent.Tests.Practice.Generate;

public sealed class A_new_folder : IDisposable
{
    private static readonly NewOrganisation Valley = new(
        "valley", "Valley \"East\" Co-op", "KE", "KES", "Africa/Nairobi", "sw");

    private readonly string folder = Directory.CreateTempSubdirectory("meent-new-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("en", "KES")]
    [InlineData("nl", "EUR")]
    [InlineData("sw", "UGX")]
    public async Task is_imported_without_complaint(string language, string currency)
    {
        var files = NewFolder.Write(Valley with { Language = language, Currency = currency }, folder).Value;
        var kinds = Modules.All.OfType<Parties.IBringsReaders>().Sum(m => m.Kinds.Count());
        files.Count.ShouldBe(kinds + 3);
        await using var books = await TestInstallation.New([.. Modules.All]);
        var request = new ImportRequest([folder], null, RegisterUnknown: false, "someone");
        var imported = await FolderImport.Run(
            books.Installation, Modules.All, request, r => r.Code, null, CancellationToken.None);
        var account = imported.Value.Single().Account;
        account.Files.Count.ShouldBe(kinds);
        account.Files.ShouldAllBe(f => f.Refusal == null && f.Rows == 0);
        account.LeftAlone.ShouldBeEmpty();
    }

    [Fact]
    public void says_each_file_in_one_line()
    {
        NewFolder.Write(Valley, folder);
        var readme = File.ReadAllLines(Path.Combine(folder, "README.txt"));
        foreach (var file in Directory.GetFiles(folder, "*.csv").Select(f => Path.GetFileName(f)))
        {
            readme.Count(l => l.StartsWith(file + " ", StringComparison.Ordinal) && l.Length > 50).ShouldBe(1, file);
        }
    }

    [Fact]
    public void is_not_written_over_something()
    {
        File.WriteAllText(Path.Combine(folder, "mine.txt"), "");
        NewFolder.Write(Valley, folder).Refusal!.Code.ShouldBe("host.folder_not_empty");
        Directory.GetFiles(folder).Length.ShouldBe(1);
    }

    [Fact]
    public void needs_what_the_books_need()
    {
        NewFolder.Write(Valley with { Country = "Kenya" }, folder).Refusal!.Code.ShouldBe("host.unknown_country");
        NewFolder.Write(Valley with { TimeZone = "Nairobi" }, folder).Refusal!.Fact("member").ShouldBe("timeZone");
        NewFolder.Write(Valley with { Id = "A b" }, folder).Refusal!.Fact("member").ShouldBe("id");
        Directory.GetFileSystemEntries(folder).ShouldBeEmpty();
    }
}
