using System.Diagnostics;

namespace Meent.Platform.Postgres;

/// <summary>A program of the operating system that runs to its end.</summary>
internal static class Tool
{
    public static async Task<(int ExitCode, string Output)> Run(IReadOnlyList<string> command, CancellationToken ct)
    {
        var start = Describe(command);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(ct);
            var errors = process.StandardError.ReadToEndAsync(ct);
            var text = await output + await errors;
            await process.WaitForExitAsync(ct);
            return (process.ExitCode, text);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>The command in a neutral surrounding: the root folder, and no PG* variable of the caller.</summary>
    public static ProcessStartInfo Describe(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = "/" };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }
        return start;
    }
}
