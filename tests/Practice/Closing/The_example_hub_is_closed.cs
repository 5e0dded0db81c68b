using System.Diagnostics;
using NodaTime;

namespace Meent.Tests.Closing;

/// <summary>Tarama Dairy in October 2026, reckoned by hand in demo/dairy-hub/README.md.</summary>
public sealed class The_example_hub_is_closed : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(Repository.Root, "demo", "dairy-hub");
    private Hub hub = null!;

    public async ValueTask InitializeAsync()
    {
        hub = await Hub.Of(Folder, "tarama");
        hub.Clock = new Today(2026, 11, 3);
    }

    public async ValueTask DisposeAsync() => await hub.DisposeAsync();

    [Fact]
    [Proves("K0.c")]
    [Proves("K2.a", "K2.b", "AT-K2-1")]
    public async Task and_every_statement_has_the_amounts_of_the_README()
    {
        var closed = await hub.Close(null);
        var table = File.ReadLines(Path.Combine(Folder, "README.md"))
            .Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Select(l => l.Trim('|', ' ').Split(" | "))
            .ToList();
        foreach (var row in table.Skip(1).SkipLast(1))
        {
            foreach (var (name, value) in table[0].Zip(row).Skip(1).SkipLast(1))
            {
                closed[row[0], Snake(name)].ShouldBe(value, $"{row[0]} {name}");
            }

            closed.Cell("credit-limits.csv", row[0], "limit").ShouldBe(row[^1], $"{row[0]} limit");
        }

        var f = closed.Figures;
        (f.Participants, f.Statements, f.Gross, f.Deductions, f.Net).ShouldBe((20, 20, 30_508_00, 7_973_72, 22_534_28));
        (f.DeductionsDue, f.CarriedForward, f.CreditBroughtForward, f.ToPay, f.CreditCarriedForward)
            .ShouldBe((8_772_92, 799_20, 60, 21_329_20, 1_205_68));
        (f.AcceptedQuantity!.Value, f.RejectedQuantity!.Value, f.Debits).ShouldBe((671_100, 6_800, f.Credits));
        closed.Cell("goods.csv", "milk", "difference").ShouldBe("0");
        closed.Cell("remittances.csv", "agrovet", "amount").ShouldBe("3571.00");
        closed.Cell("remittances.csv", "vets", "amount").ShouldBe("1283.26");
    }

    [Fact]
    [Proves("K2.d", "K2.e")]
    public async Task and_without_a_second_person_it_is_a_draft()
    {
        var draft = await hub.Close(null, approver: null);
        draft.Period.State.ShouldBe("calculated");
        draft.Files.Keys.ShouldNotContain(f => f.StartsWith("payments", StringComparison.Ordinal));
        draft.Page("00001").ShouldContain("Draft: not yet signed by a second person.");
        (await hub.TryClose(null, "Jane")).Refusal!.Code.ShouldBe("settlement.same_person");
        (await hub.TryClose(null, "Jane", "Jane2")).Refusal!.Code.ShouldBe("settlement.same_person");

        var closed = new Closed((await hub.TryClose("2026-10")).Value);
        closed.Period.State.ShouldBe("closed");
        closed.Page("00001").ShouldContain("Reckoned by Jane, signed by Peter.");
        closed.Files.Keys.Where(f => f.StartsWith("payments", StringComparison.Ordinal)).Order()
            .ShouldBe(["payments/bank.xml", "payments/cash.csv", "payments/cash.html", "payments/mobile.csv"]);
        closed.Figures.Net.ShouldBe(draft.Figures.Net);
    }

    [Fact]
    [Proves("K2.g", "NF7")]
    public async Task and_again_the_same_bytes_come_and_nothing_is_booked()
    {
        var first = await hub.Close(null);
        var (files, transfers) = (first.Files, await Transfers());
        var again = await hub.Close(null);
        again.Period.OutputHash.ShouldBe(first.Period.OutputHash);
        again.Files.ShouldBe(files, ignoreOrder: true);
        (await Transfers()).ShouldBe(transfers);
        transfers.ShouldBeGreaterThan(60);
        (await hub.TryClose("2026-10", null, "Somebody")).Value.OutputHash.ShouldBe(first.Period.OutputHash);
    }

    [Fact]
    [Proves("K2.g", "NF7")]
    public async Task and_fresh_books_give_the_same_bytes()
    {
        var one = await hub.Close(null);
        await using var other = await Hub.Of(Folder, "tarama");
        other.Clock = new Today(2027, 5, 1);
        await other.Import();
        await other.TryClose(null, null);
        (await other.TryClose("2026-10")).Value.OutputHash.ShouldBe(one.Period.OutputHash);
        one.Period.OutputHash.ShouldBe(Sum(one.Period.Folder));
    }

    [Fact]
    public async Task and_programs_for_journals_accept_what_it_wrote()
    {
        var closed = await hub.Close(null);
        var file = Path.Combine(closed.Period.Folder, "journal.journal");
        var ran = 0;
        foreach (var (program, arguments) in new[]
        {
            ("hledger", $"-f {file} check --strict"), ("ledger", $"-f {file} --strict --pedantic bal"),
        })
        {
            if (File.Exists($"/usr/bin/{program}"))
            {
                var (exit, output) = Run(program, arguments);
                exit.ShouldBe(0, output);
                ran++;
            }
        }

        Assert.SkipWhen(ran == 0, "neither hledger nor ledger is installed");
    }

    [Fact]
    public async Task and_money_that_no_rail_could_pay_is_what_the_journal_says()
    {
        var closed = await hub.Close(null);
        closed.Exceptions("settlement.no_channel").ShouldBe(["00010,amount=1191.02"]);
        closed.Text("journal.journal").ShouldContain("00010");
        closed["00014", "credit_carried_forward"].ShouldBe("8.76");
    }

    private async Task<long> Transfers()
    {
        await using var work = await hub.Installation.Begin(1, "Jane", "look", default);
        return await Dapper.SqlMapper.ExecuteScalarAsync<long>(
            work.Connection, "select count(*) from ledger.transfer", transaction: work.Transaction);
    }

    private static string Snake(string name) =>
        string.Concat(name.Select(c => char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : c.ToString()));

    /// <summary>outputHash as its definition prints it with tools of the shell.</summary>
    private static string Sum(string folder) => Run("bash", "-c \"cd " + folder
        + " && find . -type f -not -path './proof/*' -printf '%P\\n' | "
        + "LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum\"").Output[..64];

    private static (int Exit, string Output) Run(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}

/// <summary>A day at noon.</summary>
internal sealed class Today(int year, int month, int day) : IClock
{
    public Instant GetCurrentInstant() => Instant.FromUtc(year, month, day, 12, 0);
}

/// <summary>Where the repository stands.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find();

    /// <summary>A file beside the repository, however deep the build lies in it; null where it is not here.</summary>
    internal static string? Beside(string path)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var file = Path.Combine(at.FullName, path);
            if (File.Exists(file))
            {
                return file;
            }
        }

        return null;
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Meent.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
