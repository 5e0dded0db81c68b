using System.CommandLine;
using Meent.Platform;

namespace Meent.Planning;

/// <summary>What could be: routes, places, tank steps, flows and regions, reckoned before anybody decides.</summary>
public sealed class PlanningModule : IModule, IBringsCommands
{
    public string Name => "planning";

    public int Order => 120;

    public IEnumerable<Command> Commands(CommandRoom room) => [Explore.ExploreCommand.Build(room)];
}
