using System.CommandLine;
using Meent.Kernel;
using Meent.Platform;

namespace Meent.Host.Commands;

/// <summary>meent generate WHAT FOLDER: what there is, the modules say.</summary>
internal static class GenerateCommand
{
    internal static IEnumerable<IGenerator> Generators =>
        Modules.All.OfType<IBringsGenerators>().SelectMany(m => m.Generators);

    internal static Command Build()
    {
        var command = new Command(
            "generate", "Makes up an organisation to try things on; the same seed gives the same.");
        foreach (var generator in Generators)
        {
            command.Subcommands.Add(Of(generator));
        }

        return command;
    }

    private static Command Of(IGenerator generator)
    {
        var folder = new Argument<string>("folder") { Description = "A new or empty folder." };
        var json = Shared.Json();
        var command = new Command(generator.What, generator.Help) { folder, json };
        var values = new List<(string Name, Option<string?> Option)>();
        var switches = new List<(string Name, Option<bool> Option)>();
        foreach (var option in generator.Options)
        {
            if (option.Switch)
            {
                switches.Add((option.Name, new Option<bool>(option.Name) { Description = option.Help }));
                command.Options.Add(switches[^1].Option);
            }
            else
            {
                values.Add((option.Name, new Option<string?>(option.Name) { Description = option.Help }));
                command.Options.Add(values[^1].Option);
            }
        }

        command.SetAction((parsed, _) => Shared.Guard(null, parsed.GetValue(json), () =>
        {
            var chosen = values.Where(v => parsed.GetValue(v.Option) is not null)
                .ToDictionary(v => v.Name, v => parsed.GetValue(v.Option)!);
            foreach (var (name, _) in switches.Where(s => parsed.GetValue(s.Option)))
            {
                chosen[name] = "";
            }

            return Task.FromResult(Run(generator, parsed.GetValue(folder)!, chosen, parsed.GetValue(json)));
        }));
        return command;
    }

    private static Outcome<Done> Run(
        IGenerator generator, string folder, IReadOnlyDictionary<string, string> chosen, bool json)
    {
        var made = generator.Generate(Path.GetFullPath(folder), chosen, new PercentBar("command.generate.writing"));
        if (made.Refused)
        {
            return made.Refusal!;
        }

        if (json)
        {
            Print(generator, made.Value);
        }
        else
        {
            Console.Out.WriteLine(Say(generator, made.Value));
            Console.Out.WriteLine(Shared.Words.Say(
                "command.generate.next", ("folder", made.Value.Folder), ("period", made.Value.Period)));
        }

        return Done.It;
    }

    /// <summary>What was made up, in the words of the module.</summary>
    internal static string Say(IGenerator generator, Generated made) => Shared.Words.Say(
        $"command.generate.{generator.What}",
        [
            ("folder", made.Folder), ("organisation", made.Organisation), ("period", made.Period),
            .. made.Counts.Select(c => (c.Key, Decimals.Grouped(c.Value, 0, ",", "."))),
            .. made.Quantities.Select(q => (q.Key, q.Value)),
        ]);

    private static void Print(IGenerator generator, Generated made) => Shared.Print(writer =>
    {
        writer.WriteString("generated", generator.What);
        writer.WriteString("folder", made.Folder);
        writer.WriteString("organisation", made.Organisation);
        writer.WriteString("period", made.Period);
        foreach (var (name, count) in made.Counts)
        {
            writer.WriteNumber(name, count);
        }

        foreach (var (name, quantity) in made.Quantities)
        {
            writer.WriteString(name, quantity);
        }
    });
}
