using System.CommandLine;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Meent.Flows;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;

namespace Meent.Host.Commands;

/// <summary>What the commands have in common: options, how they end, what they say.</summary>
internal static class Shared
{
    internal const int Ok = 0, RefusedCode = 2, Broken = 1;

    internal static Option<bool> Json() =>
        new("--json") { Description = "One JSON object on standard output and nothing else." };

    internal static Option<string?> Data() =>
        new("--data") { Description = "Data directory; without it the usual one of this user." };

    internal static Option<string> As() => new("--as")
    {
        Description = "Who does it; without it the user of this computer.",
        DefaultValueFactory = _ => Environment.UserName,
    };

    internal static string Version { get; } =
        typeof(Shared).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Words for messages: the language of the computer's user where there are words for it, else
    /// English.</summary>
    internal static Words Words { get; } = Words.Of((Environment.GetEnvironmentVariable("MEENT_LANG")
        ?? Environment.GetEnvironmentVariable("LANG") ?? "en") is { Length: >= 2 } lang ? lang[..2] : "en");

    /// <summary>A refusal in the reader's language.</summary>
    internal static string Say(Refusal refusal)
    {
        var key = $"refusal.{refusal.Code}";
        return Words.Keys.Contains(key) ? Words.Say(key, refusal.Facts) : refusal.ToString();
    }

    /// <summary>Opens the books, does the work, and ends with 0 done, 2 refused, 1 broken.</summary>
    internal static Task<int> With(
        string? data, bool json, Func<Installation, CancellationToken, Task<Outcome<Done>>> act,
        CancellationToken ct) =>
        Guard(
            data,
            json,
            async () =>
            {
                var options = new InstallationOptions(data, Environment.GetEnvironmentVariable("MEENT_DB"), Version);
                var opened = await Installation.Open(options, Modules.All, ct);
                if (opened.Refused)
                {
                    return opened.Refusal!;
                }

                await using var installation = opened.Value;
                return await act(installation, ct);
            });

    /// <summary>The same for work that needs no books.</summary>
    internal static async Task<int> Guard(string? data, bool json, Func<Task<Outcome<Done>>> act)
    {
        try
        {
            var done = await act();
            return done.Refused ? Refuse(done.Refusal!, json) : Ok;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (Refusals.From(e, data) is { } outside)
            {
                return Refuse(outside, json);
            }

            await Console.Error.WriteLineAsync(Words.Say("command.broken", ("reason", e.Message)));
            await Console.Error.WriteLineAsync(e.ToString());
            return Broken;
        }
    }

    internal static int Refuse(Refusal refusal, bool json)
    {
        Console.Error.WriteLine(Say(refusal));
        if (json)
        {
            Print(writer =>
            {
                writer.WriteString("refused", refusal.Code);
                writer.WriteString("message", Say(refusal));
                writer.WriteStartObject("facts");
                foreach (var (name, value) in refusal.Facts)
                {
                    writer.WriteString(name, value);
                }

                writer.WriteEndObject();
            });
        }

        return RefusedCode;
    }

    /// <summary>Which organisation's folder it is: one file holds one set of books.</summary>
    internal static Outcome<string> OrganisationIn(string folder)
    {
        var found = FolderImport.Organisations(folder);
        if (found.Count != 1)
        {
            return found.Count == 0
                ? new Refusal("flows.no_organisation", ("path", folder))
                : new Refusal("flows.several_organisations", ("path", found[1]));
        }

        return OrganisationSettings.Parse(File.ReadAllText(Path.Combine(found[0], "org.json")))
            .Then<string>(s => s.Id);
    }

    /// <summary>One JSON object on standard output.</summary>
    internal static void Print(Action<Utf8JsonWriter> content)
    {
        using var memory = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(memory, options))
        {
            writer.WriteStartObject();
            content(writer);
            writer.WriteEndObject();
        }

        Console.Out.WriteLine(Encoding.UTF8.GetString(memory.ToArray()));
    }
}
