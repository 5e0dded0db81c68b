using System.CommandLine;

namespace Meent.Host.Commands;

internal static class DemoCommand
{
    internal static Command Build() => new("demo", "");
}
