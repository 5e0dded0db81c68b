using System.CommandLine;
using Meent.Host.Commands;
using Meent.Platform;

namespace Meent.Host;

/// <summary>The composition root: finds the modules, hangs their commands under one name.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var root = new RootCommand("Meent closes the period of a cooperation and shows everyone what it brought them.");
        foreach (var command in (Command[])[
            ImportCommand.Build(), CloseCommand.Build(), ReopenCommand.Build(), VerifyCommand.Build(),
            TermsCommand.Build(), ExplainCommand.Build(), ExchangeCommand.Build(), NewCommand.Build(),
                GenerateCommand.Build(), DemoCommand.Build(), ExportCommand.Build()])
        {
            root.Subcommands.Add(command);
        }

        var room = new CommandRoom(
            Shared.With, Shared.Print, (key, facts) => Shared.Words.Say(key, facts),
            (json, act) => Shared.Guard(null, json, act));
        foreach (var command in Modules.All.OfType<IBringsCommands>().SelectMany(m => m.Commands(room)))
        {
            root.Subcommands.Add(command);
        }

        return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler =
            false });
    }
}
