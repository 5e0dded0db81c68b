using System.CommandLine;

namespace Meent.Host.Commands;

internal static class OrderCommand
{
    internal static Command Build() => new("order", "");
}
