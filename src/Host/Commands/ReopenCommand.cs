using System.CommandLine;

namespace Meent.Host.Commands;

internal static class ReopenCommand
{
    internal static Command Build() => new("reopen", "");
}
