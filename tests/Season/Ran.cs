using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Meent.Tests.Season;

/// <summary>A run of the program: how it ended and what it said.</summary>
public sealed record Ran(int Exit, string Out, string Err, long PeakBytes)
{
    private JsonElement? json;

    public JsonElement Json => json ??= JsonDocument.Parse(Out.Length == 0 ? "{}" : Out).RootElement;

    /// <summary>Code of the refusal; empty where it was none.</summary>
    public string Refused => Exit == 2 && Json.TryGetProperty("refused", out var code) ? code.GetString()! : "";

    public string this[string field] => Json.TryGetProperty(field, out var value) ? value.ToString() : "";

    /// <summary>The only organisation of an import, or nothing but what the command said.</summary>
    public JsonElement Organisation => Json.GetProperty("organisations")[0];

    /// <summary>The account of one file of an import.</summary>
    public JsonElement File(string name) => Organisation.GetProperty("files").EnumerateArray()
        .Single(f => f.GetProperty("file").GetString() == name);

    public Ran ShouldBeDone()
    {
        Exit.ShouldBe(0, Err + Out);
        return this;
    }

    /// <summary>Refused with a code and with words for it that are no code.</summary>
    public Ran ShouldBeRefused(string code)
    {
        (Exit, Refused).ShouldBe((2, code), Err + Out);
        this["message"].ShouldNotContain(code);
        this["message"].ShouldNotContain("{");
        Err.ShouldContain(this["message"]);
        return this;
    }
}

/// <summary>The real program as another process.</summary>
public sealed class Program : IDisposable
{
    private static readonly string Dll = Path.Combine(AppContext.BaseDirectory, "meent.dll");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly Process process;
    private readonly Task<string> output;
    private readonly StringBuilder errors = new();

    private Program(Process process)
    {
        this.process = process;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (errors)
            {
                errors.AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
        output = process.StandardOutput.ReadToEndAsync();
    }

    public int Pid => process.Id;

    public bool Ended => process.HasExited;

    /// <summary>What it said so far on standard error.</summary>
    public string Said
    {
        get
        {
            lock (errors)
            {
                return errors.ToString();
            }
        }
    }

    public static Program Start(IReadOnlyDictionary<string, string?> environment, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Dll, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var name in (string[])["MEENT_DB", "MEENT_LANG"])
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new Program(Process.Start(start)!);
    }

    /// <summary>Waits for its end.</summary>
    public async Task<Ran> End()
    {
        using var patience = new CancellationTokenSource(Patience);
        long peak = 0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, Peak());
            await Task.WhenAny(process.WaitForExitAsync(patience.Token), Task.Delay(100, patience.Token));
            patience.Token.ThrowIfCancellationRequested();
        }

        var said = await output;
        await process.WaitForExitAsync(patience.Token);
        return new Ran(process.ExitCode, said, Said, peak);
    }

    /// <summary>As if the power went: kill -9.</summary>
    public void Kill() => TestFolder.Signal(Pid, 9);

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private long Peak()
    {
        try
        {
            var line = File.ReadLines($"/proc/{Pid}/status").FirstOrDefault(l => l.StartsWith("VmHWM:",
                StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(':', 'k')[1].Trim(), CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
