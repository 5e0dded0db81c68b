namespace Meent.Tests.Season;

/// <summary>The program or its database dies with kill -9. Run again, it gives what an undisturbed run gives,
/// once.</summary>
[Trait("Category", "Slow")]
public sealed class Killed_and_started_again
{
    private const int Seed = 20261031;

    [Theory]
    [InlineData("import")]
    [InlineData("close")]
    public async Task The_program_ends_as_if_nothing_had_happened(string during)
    {
        await using var calm = await Books.New(Hub.Example());
        var expected = (await calm.Close()).ShouldBeDone();
        var holdings = await calm.Holdings();
        await using var books = await Books.New(Hub.Example());
        if (during == "close")
        {
            (await books.Import()).ShouldBeDone();
        }

        var arguments = during == "import" ? books.ImportArguments : books.CloseArguments();
        var full = await Duration(during);
        var dice = new Random(Seed);
        var killed = 0;
        for (var i = 0; i < 10; i++)
        {
            using var program = books.Start(arguments);
            await Task.Delay(full * (0.25 + (0.75 * dice.NextDouble())));
            killed += program.Ended ? 0 : 1;
            program.Kill();
            await program.End();
        }

        var after = (await books.Close()).ShouldBeDone();

        killed.ShouldBeGreaterThan(0);
        after["outputHash"].ShouldBe(expected["outputHash"]);
        (await books.Holdings()).ShouldBe(holdings);
        Directory.GetFileSystemEntries(Path.Combine(books.Data.Path, "out", books.Hub.Id)).Select(Path.GetFileName)
            .Where(n => !n!.StartsWith('.')).ShouldBe([Books.Period]);
    }

    [Theory]
    [InlineData("import", "items.csv", 0.0)]
    [InlineData("import", "deliveries.csv", 0.0)]
    [InlineData("close", "reckoning", 0.0)]
    [InlineData("close", "booking", 0.0)]
    [InlineData("close", "booking", 0.02)]
    public async Task The_database_makes_it_say_so_and_the_next_run_completes(string during, string at, double seconds)
    {
        await using var calm = await Books.New(Hub.Example());
        var expected = (await calm.Close()).ShouldBeDone();
        var holdings = await calm.Holdings();
        await using var books = Books.WithServer(Hub.Example());
        using var other = Hub.Small();
        var before = during == "import" ? other : books.Hub;
        (await books.Run("import", before.Path, "--data", books.Data.Path, "--json")).ShouldBeDone();
        using var program = books.Start(during == "import" ? books.ImportArguments : books.CloseArguments());
        while (!program.Ended && !program.Said.Contains(at, StringComparison.Ordinal))
        {
            await Task.Delay(1);
        }

        await Task.Delay(TimeSpan.FromSeconds(seconds));
        if (books.Data.ServerPid is { } server)
        {
            TestFolder.Signal(server, 9);
        }

        var ran = await program.End();

        if (ran.Exit != 0 || seconds == 0)
        {
            ran.ShouldBeRefused("platform.database_not_reachable");
            ran.Err.ShouldNotContain("   at ");
        }

        (await books.Close()).ShouldBeDone()["outputHash"].ShouldBe(expected["outputHash"]);
        (await books.Holdings()).ShouldBe(holdings);
    }

    private static async Task<TimeSpan> Duration(string during)
    {
        await using var books = await Books.New(Hub.Example());
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await books.Run(during == "import" ? books.ImportArguments : books.CloseArguments());
        return watch.Elapsed;
    }
}
