using Meent.Kernel;

namespace Meent.Host;

/// <summary>Rows of a CSV file with a header, by column.</summary>
internal static class CsvRows
{
    internal static IEnumerable<IReadOnlyDictionary<string, string>> Read(string path)
    {
        using var reader = new CsvReader(File.OpenRead(path));
        reader.Read();
        var header = Enumerable.Range(0, reader.Count).Select(reader.Text).ToArray();
        while (reader.Read())
        {
            yield return Enumerable.Range(0, reader.Count).ToDictionary(i => header[i], reader.Text);
        }
    }
}
