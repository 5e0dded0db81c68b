using System.Diagnostics;
using Meent.Platform;

namespace Meent.Tests.Peer;

/// <summary>Opens the data directory named first, says so, and answers each "ping" until its input ends.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var watch = Stopwatch.StartNew();
        var options = new InstallationOptions(args[0], null, "0.1.0");
        var opened = await Installation.Open(options, [], CancellationToken.None);
        if (opened.Refused)
        {
            Console.WriteLine($"refused {opened.Refusal}");
            return 2;
        }
        await using var installation = opened.Value;
        Console.WriteLine($"ready after {watch.ElapsedMilliseconds} ms");
        while (Console.ReadLine() is { } line && line != "exit")
        {
            await using var work = await installation.Begin(0, "peer", line, CancellationToken.None);
            var written = await work.Written(CancellationToken.None);
            await work.Commit(CancellationToken.None);
            // Said only now: who hears it may kill the server at once, and the row must be there.
            Console.WriteLine($"written {written}");
        }
        return 0;
    }
}
