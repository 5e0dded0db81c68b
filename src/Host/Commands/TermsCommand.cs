using System.CommandLine;

namespace Meent.Host.Commands;

internal static class TermsCommand
{
    internal static Command Build() => new("terms", "");
}
