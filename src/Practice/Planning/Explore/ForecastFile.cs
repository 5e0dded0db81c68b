using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Meent.Kernel;
using Meent.Planning.Rules;

namespace Meent.Planning.Explore;

/// <summary>forecast.json: figures with their ranges, and what made them. A forecast that was once written is kept:
/// what happens later is compared with all of them.</summary>
internal static class ForecastFile
{
    public const string Name = "forecast.json";

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>SHA-256 over verb, program, seed, iterations, seconds where the search was timed, and the hash of each
    /// file that was read.</summary>
    public static string HashOf(string verb, string program, ulong seed, long? iterations, double? seconds,
        IReadOnlyDictionary<string, string> inputs)
    {
        var text = new StringBuilder($"{verb}\n{program}\n{seed}\n{iterations}\n");
        if (seconds is { } timed)
        {
            text.Append($"{Figures.Plain(timed)} s\n");
        }

        foreach (var (file, hash) in inputs)
        {
            text.Append($"{hash}  {file}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    public static byte[] Write(Answer answer) => Json(writer =>
    {
        writer.WriteString("verb", answer.Verb);
        writer.WriteString("day", answer.Folder.Settings.Day.Iso());
        writer.WriteString("program", answer.Program);
        writer.WriteNumber("seed", answer.Seed);
        if (answer.Iterations is { } iterations)
        {
            writer.WriteNumber("iterations", iterations);
        }

        if (answer.Seconds is { } seconds)
        {
            Figures.Write(writer, "seconds", seconds);
        }

        writer.WriteString("hash", answer.Hash);
        writer.WriteStartObject("inputs");
        foreach (var (file, hash) in answer.Folder.Inputs)
        {
            writer.WriteString(file, hash);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("figures");
        foreach (var figure in answer.Found.Forecast)
        {
            writer.WriteStartObject();
            WriteFigure(writer, figure);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    public static void WriteFigure(Utf8JsonWriter writer, Figure figure)
    {
        writer.WriteString("figure", figure.Name);
        writer.WriteString("of", figure.Of);
        writer.WriteString("period", figure.Period);
        Figures.Write(writer, figure.Value);
        writer.WriteString("unit", figure.Unit);
    }

    /// <summary>An object as a file: two spaces, LF at the end.</summary>
    public static byte[] Json(Action<Utf8JsonWriter> content)
    {
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory, Options))
        {
            writer.WriteStartObject();
            content(writer);
            writer.WriteEndObject();
        }

        memory.WriteByte((byte)'\n');
        return memory.ToArray();
    }

    /// <summary>The forecasts that lie in a folder.</summary>
    public static Outcome<IReadOnlyList<Forecast>> ReadAll(string folder)
    {
        var all = new List<Forecast>();
        if (Directory.Exists(folder))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "forecast*.json").Order(StringComparer.Ordinal))
            {
                if (Read(File.ReadAllBytes(file)) is not { } forecast)
                {
                    return new Refusal("planning.forecast_not_understood", ("file", Path.GetFileName(file)));
                }

                all.Add(forecast);
            }
        }

        return all;
    }

    /// <summary>Sets an earlier forecast aside, under its own hash, where the new one says something else.</summary>
    public static void Keep(string folder, byte[] fresh)
    {
        var place = Path.Combine(folder, Name);
        if (!File.Exists(place))
        {
            return;
        }

        var old = File.ReadAllBytes(place);
        if (old.AsSpan().SequenceEqual(fresh) || Read(old) is not { } forecast)
        {
            return;
        }

        var hash8 = forecast.Hash[..8];
        for (var n = 1; ; n++)
        {
            var kept = Path.Combine(folder, $"forecast-{hash8}{(n == 1 ? "" : $"-{n}")}.json");
            if (!File.Exists(kept))
            {
                File.Move(place, kept);
                return;
            }

            if (File.ReadAllBytes(kept).AsSpan().SequenceEqual(old))
            {
                return;
            }
        }
    }

    private static Forecast? Read(byte[] text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            var hash = root.GetProperty("hash").GetString()!;
            return hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower)
                ? null
                : new Forecast(
                    hash, root.GetProperty("day").GetString()!,
                    [.. root.GetProperty("figures").EnumerateArray().Select(Figure)]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException)
        {
            return null;
        }
    }

    private static Figure Figure(JsonElement item)
    {
        string Text(string name) => item.GetProperty(name).GetString()!;
        double Number(string name) => item.GetProperty(name).GetDouble();
        return new Figure(
            Text("figure"), Text("of"), Text("period"), new Band(Number("low"), Number("base"), Number("high")),
            Text("unit"));
    }
}
