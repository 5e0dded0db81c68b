using System.Globalization;
using Meent.Collection.Generate;

namespace Meent.Tests.Practice.Collection.Generate;

/// <summary>A hub that was generated for a test; the folder goes when the test is over.</summary>
internal sealed class Made : IDisposable
{
    private Made(GeneratedHub hub) => Hub = hub;

    public GeneratedHub Hub { get; }

    public static Made From(HubRequest request) =>
        new(GenerateHub.Generate(request, Directory.CreateTempSubdirectory("meent-hub-").FullName, null).Value);

    public string[] Lines(string file) => File.ReadAllLines(Path.Combine(Hub.Folder, file));

    /// <summary>Rows by column; the generated files have no quotes but in faults.csv.</summary>
    public List<Dictionary<string, string>> Rows(string file)
    {
        var lines = Lines(file);
        var header = lines[0].Split(',');
        return [.. lines[1..].Select(l => header.Zip(l.Split(',')).ToDictionary(c => c.First, c => c.Second))];
    }

    public Dictionary<string, byte[]> Bytes() => Directory.GetFiles(Hub.Folder, "*", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetRelativePath(Hub.Folder, f), File.ReadAllBytes);

    public void Dispose() => Directory.Delete(Hub.Folder, recursive: true);

    public static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    public static decimal Median(IEnumerable<decimal> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
