using System.CommandLine;

namespace Meent.Host.Commands;

internal static class VerifyCommand
{
    internal static Command Build() => new("verify", "");
}
