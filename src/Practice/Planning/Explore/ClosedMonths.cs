using System.Text.Json;
using Meent.Kernel;
using NodaTime;

namespace Meent.Planning.Explore;

/// <summary>What was taken in during a month that the books have closed.</summary>
/// <param name="Accepted">Quantity by item, with its unit.</param>
internal sealed record ClosedMonth(YearMonth Month, IReadOnlyList<(string Item, string Unit, double Quantity)> Accepted)
{
    public string Period => $"{Month.Year:0000}-{Month.Month:00}";

    public int Days => Month.Calendar.GetDaysInMonth(Month.Year, Month.Month);
}

/// <summary>The files of closed months (OUT/2026-10/summary.json), as docs/spec/output.md has them.</summary>
internal static class ClosedMonths
{
    private const int Most = 600;
    private const long LargestFile = 1024 * 1024;

    /// <param name="keep">Told each file that is read, for the hash of the inputs.</param>
    /// <returns>The oldest first. planning.closed_missing where there is no closed month.</returns>
    public static Outcome<IReadOnlyList<ClosedMonth>> Read(string path, Action<string, byte[]> keep)
    {
        var months = new List<ClosedMonth>();
        if (Directory.Exists(path))
        {
            foreach (var folder in Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal).Take(Most))
            {
                var (name, file) = (Path.GetFileName(folder), new FileInfo(Path.Combine(folder, "summary.json")));
                if (!Days.TryParse(name + "-01", out var day) || !file.Exists || file.Length > LargestFile)
                {
                    continue;
                }

                var bytes = File.ReadAllBytes(file.FullName);
                if (Parse(day.ToYearMonth(), bytes) is { } month)
                {
                    keep($"closed/{name}", bytes);
                    months.Add(month);
                }
            }
        }

        return months.Count == 0 ? new Refusal("planning.closed_missing", ("path", Trouble.Short(path))) : months;
    }

    /// <summary>Null where the month is not closed, or the file is not one of a close.</summary>
    private static ClosedMonth? Parse(YearMonth month, byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return json.RootElement.GetProperty("state").GetString() != "closed" ? null : new ClosedMonth(
                month,
                [
                    .. json.RootElement.GetProperty("quantities").EnumerateArray().Select(q => (
                        q.GetProperty("item").GetString()!, q.GetProperty("unit").GetString()!,
                        double.Parse(q.GetProperty("accepted").GetString()!, null))),
                ]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException)
        {
            return null;
        }
    }
}
