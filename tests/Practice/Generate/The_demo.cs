using Meent.Host;
using Meent.Host.Commands;
using Meent.Platform;

namespace Meent.Tests.Practice.Generate;

public sealed class The_demo : IDisposable
{
    private readonly string output = Directory.CreateTempSubdirectory("meent-demo-").FullName;

    public void Dispose() => Directory.Delete(output, recursive: true);

    [Fact]
    public async Task closes_a_month_and_a_second_time_changes_nothing()
    {
        await using var books = await TestInstallation.New([.. Modules.All]);
        var generator = new Smaller(GenerateCommand.Generators.Single(g => g.Demo is not null));
        var first = (await DemoCommand.Run(books.Installation, generator, output, CancellationToken.None)).Value;
        first.FirstTime.ShouldBeTrue();
        first.Closed.State.ShouldBe("closed");
        first.Closed.Figures.Payments.ShouldBeGreaterThan(0);
        File.Exists(Path.Combine(first.Closed.Folder, "index.html")).ShouldBeTrue();

        var second = (await DemoCommand.Run(books.Installation, generator, output, CancellationToken.None)).Value;
        second.FirstTime.ShouldBeFalse();
        second.Closed.OutputHash.ShouldBe(first.Closed.OutputHash);
        generator.Times.ShouldBe(1);
        Directory.Delete(first.Folder, recursive: true);
    }

    [Fact]
    public async Task needs_a_module_that_brings_one()
    {
        await using var books = await TestInstallation.New([.. Modules.All]);
        (await DemoCommand.Run(books.Installation, null, output, CancellationToken.None)).Refusal!.Code
            .ShouldBe("host.no_demo");
    }

    /// <summary>The same demo with a few members.</summary>
    private sealed class Smaller(IGenerator real) : IGenerator
    {
        public int Times { get; private set; }

        public string What => real.What;

        public string Help => real.Help;

        public IReadOnlyList<GeneratorOption> Options => real.Options;

        public GeneratorDemo Demo { get; } = real.Demo! with
        {
            Name = "few", Chosen = new Dictionary<string, string>(real.Demo!.Chosen) { ["--members"] = "30" },
        };

        public Meent.Kernel.Outcome<Generated> Generate(
            string folder, IReadOnlyDictionary<string, string> chosen, IProgress<int>? progress)
        {
            Times++;
            return real.Generate(folder, chosen, progress);
        }
    }
}
