using System.CommandLine;
using System.Text.Json;
using Meent.Kernel;

namespace Meent.Platform;

/// <summary>A module with commands of its own on the command line.</summary>
public interface IBringsCommands
{
    IEnumerable<Command> Commands(CommandRoom room);
}

/// <summary>What the program lends to a command of a module.</summary>
/// <param name="With">Opens the books of a data directory (null: the usual one), does the work, and ends with 0
/// done, 2 refused
/// (in words, and as JSON where asked), 1 broken.</param>
/// <param name="Print">One JSON object on standard output.</param>
/// <param name="Say">A text of the reader's language.</param>
/// <param name="Without">The same ends for work that needs no books: asked for JSON or not, and the work.</param>
public sealed record CommandRoom(
    Func<string?, bool, Func<Installation, CancellationToken, Task<Outcome<Done>>>, CancellationToken, Task<int>> With,
    Action<Action<Utf8JsonWriter>> Print,
    Func<string, (string Name, string Value)[], string> Say,
    Func<bool, Func<Task<Outcome<Done>>>, Task<int>> Without);
