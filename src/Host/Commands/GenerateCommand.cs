using System.CommandLine;

namespace Meent.Host.Commands;

internal static class GenerateCommand
{
    internal static Command Build() => new("generate", "");
}
