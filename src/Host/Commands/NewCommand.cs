using System.CommandLine;

namespace Meent.Host.Commands;

internal static class NewCommand
{
    internal static Command Build() => new("new", "");
}
