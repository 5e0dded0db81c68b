using System.Diagnostics;
using System.Text.Json.Nodes;
using Meent.Tests.Closing;

namespace Meent.Tests.Kinds;

/// <summary>Every folder of demo/, closed as somebody would who tries it: by the program, in a process of its
/// own.</summary>
public sealed class Every_demo_from_the_command_line
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Where it is built for itself, without the assemblies of the tests.</summary>
    private static string Program => Path.Combine(
        [Repository.Root, "src", "Host", .. AppContext.BaseDirectory.TrimEnd('/').Split('/')[^3..], "meent.dll"]);

    public static TheoryData<string> Demos => [.. Example.Names];

    [Theory]
    [MemberData(nameof(Demos))]
    public void has_a_page_on_which_it_is_reckoned_by_hand(string demo)
    {
        var lines = File.ReadAllLines(Path.Combine(Example.Folder(demo), "README.md"));
        lines[0].ShouldContain("reckoned by hand");
        var organisations = Example.Organisations(demo).Count;
        organisations.ShouldBePositive();
        lines.Count(l => l.StartsWith("## Figures", StringComparison.Ordinal)).ShouldBe(organisations);
        lines.Count(l => l.StartsWith("| number |", StringComparison.Ordinal)).ShouldBe(organisations);
    }

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Demos))]
    public async Task gives_the_same_bytes_in_two_data_directories_and_a_journal_that_others_read(string demo)
    {
        using var one = new TestFolder();
        using var two = new TestFolder();
        var first = await Close(demo, one.Path);
        var second = await Close(demo, two.Path);
        Hashes(first).ShouldBe(Hashes(second));
        Hashes(first).Keys.Order(StringComparer.Ordinal)
            .ShouldBe(Example.Organisations(demo).Keys.Order(StringComparer.Ordinal));
        foreach (var organisation in Of(first))
        {
            ((string)organisation["state"]!).ShouldBe("closed");
            await ShouldBeRead(Path.Combine((string)organisation["folder"]!, "journal.journal"));
        }
    }

    /// <summary>By the programs for journals that are installed.</summary>
    private static async Task ShouldBeRead(string journal)
    {
        foreach (var (program, arguments) in ((string, string[])[])
        [
            ("hledger", ["-f", journal, "check", "--strict"]),
            ("ledger", ["-f", journal, "--strict", "--pedantic", "bal"]),
        ])
        {
            if (File.Exists($"/usr/bin/{program}"))
            {
                await Run($"/usr/bin/{program}", arguments);
            }
        }
    }

    private static async Task<JsonObject> Close(string demo, string data)
    {
        // The clock of the machine stands where it likes: the month is over.
        var said = await Run("dotnet",
        [
            Program, "close", Example.Folder(demo), "--as", "Jane",
            "--approve-as", "Peter", "--data", data, "--json", "--today", "2026-11-03",
        ]);
        return JsonNode.Parse(said)!.AsObject();
    }

    private static Dictionary<string, string> Hashes(JsonObject closed) =>
        Of(closed).ToDictionary(o => (string)o["organisation"]!, o => (string)o["outputHash"]!);

    private static IEnumerable<JsonObject> Of(JsonObject closed) =>
        closed["organisations"]!.AsArray().Select(o => o!.AsObject());

    /// <summary>Ends with 0; gives what it said on standard output.</summary>
    private static async Task<string> Run(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment.Remove("MEENT_DB");
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        process.ExitCode.ShouldBe(0, await errors + await output);
        return await output;
    }
}
