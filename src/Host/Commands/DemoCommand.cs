using System.CommandLine;
using Meent.Flows;
using Meent.Kernel;
using Meent.Platform;
using Meent.Settlement;
using NodaTime;

namespace Meent.Host.Commands;

/// <summary>meent demo: makes up an organisation and closes its month. Twice changes nothing.</summary>
internal static class DemoCommand
{
    private const string Maker = "demo maker", Approver = "demo approver";

    /// <param name="FirstTime">Records were taken in by this run.</param>
    internal sealed record Shown(string Folder, ClosedPeriod Closed, bool FirstTime);

    internal static Command Build()
    {
        var output = new Option<string?>("--out") { Description = "Where the files go; without it DATA/out." };
        var data = Shared.Data();
        var command = new Command("demo", "Makes up an organisation, closes its month and shows what came out.")
        {
            output, data,
        };
        command.SetAction((parsed, ct) => Shared.With(
            parsed.GetValue(data), json: false,
            async (installation, token) =>
            {
                var generator = GenerateCommand.Generators.FirstOrDefault(g => g.Demo is not null);
                var shown = await Run(installation, generator, parsed.GetValue(output), token);
                return shown.Then<Done>(s =>
                {
                    DemoWords.Say(s, generator!, parsed.GetValue(data));
                    return Done.It;
                });
            },
            ct));
        return command;
    }

    internal static async Task<Outcome<Shown>> Run(
        Installation installation, IGenerator? generator, string? output, CancellationToken ct)
    {
        if (generator?.Demo is not { } demo)
        {
            return new Refusal("host.no_demo");
        }

        var folder = Path.Combine(installation.DataDirectory, "demo", demo.Name);
        if (Make(generator, demo, folder) is { } refusal)
        {
            return refusal;
        }

        var imported = await ImportCommand.Take(installation, new ImportRequest([folder], null, false, Maker), ct);
        if (imported.Refused)
        {
            return imported.Refusal!;
        }

        var organisation = imported.Value[0];
        if (organisation.Account.Files.FirstOrDefault(f => f.Refusal is not null) is { } bad)
        {
            return bad.Refusal!;
        }

        Days.TryParse(demo.Today, out var today);
        var request = new CloseRequest(
            organisation.Code, demo.Period, Maker, Approver, today,
            output ?? Path.Combine(installation.DataDirectory, "out"));
        var closed = await PeriodClose.Run(installation, request, SystemClock.Instance, new CloseCommand.Bar(), ct);
        return closed.Then<Shown>(c => new Shown(folder, c, organisation.Account.Files.Any(f => f.Imported > 0)));
    }

    /// <summary>Makes the folder as a whole: one that was left half done is made anew.</summary>
    private static Refusal? Make(IGenerator generator, GeneratorDemo demo, string folder)
    {
        if (File.Exists(Path.Combine(folder, "org.json")))
        {
            return null;
        }

        var draft = folder + ".new";
        if (Directory.Exists(draft))
        {
            Directory.Delete(draft, recursive: true);
        }

        var made = generator.Generate(draft, demo.Chosen, new PercentBar("command.generate.writing"));
        if (!made.Refused)
        {
            Directory.Move(draft, folder);
        }

        return made.Refusal;
    }
}
