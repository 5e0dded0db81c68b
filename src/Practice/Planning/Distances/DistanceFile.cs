using Meent.Kernel;
using Meent.Planning.Explore;

namespace Meent.Planning.Distances;

/// <summary>distances.csv of the folder: measured, or asked for once.</summary>
internal sealed class DistanceFile(ExploreFolder folder) : IDistanceSource
{
    public const string Name = "distances.csv";
    private const int MostRows = 1_000_000;

    public static readonly string[] Columns = ["from", "to", "metres", "seconds?", "profile?", "date?"];

    public int MostPoints => 800;

    public Outcome<DistanceTable> Between(IReadOnlyList<GeoPoint> points, CancellationToken ct)
    {
        var table = folder.Table(Name, MostRows, Columns);
        var (profile, date) = Head(table);
        profile = folder.Word("distances.profile", profile);
        date = folder.Word("distances.date", date);
        double? speed = table.Has("seconds") ? null : folder.Parameter("distances.speed", 50, "km/h", 1, 200);
        var pairs = Pairs(table, speed, both: true);
        if (folder.Refused is { } no)
        {
            return no;
        }

        return Square(points, p => p.Name, pairs) is not { } square
            ? Missing(points, pairs)
            : new DistanceTable(
                points.Count, square.Metres, square.Seconds, profile, date,
                new("explore.distances.file", ("file", Name), ("profile", Known(profile)), ("date", Known(date))));
    }

    public static Cell Known(string text) => text.Length > 0 ? text : Cell.Unknown;

    /// <summary>Profile and date of the first row hold for all.</summary>
    public static (string Profile, string Date) Head(Table table) =>
        table.Count > 0 ? (table[0].TextOr("profile", ""), table[0].TextOr("date", "")) : ("", "");

    /// <param name="speed">Where the table has no seconds; km/h.</param>
    /// <param name="both">Whether a way that is given in one direction holds back as well.</param>
    public static Dictionary<(string, string), (int Metres, int Seconds)> Pairs(Table table, double? speed, bool both)
    {
        var pairs = new Dictionary<(string, string), (int Metres, int Seconds)>();
        foreach (var row in table)
        {
            var pair = (row.Text("from"), row.Text("to"));
            var metres = row.NumberOrUnknown("metres", 0, DistanceTable.None - 1);
            var seconds = speed is { } s ? metres * 3.6 / s : row.NumberOrUnknown("seconds", 0, DistanceTable.None - 1);
            var way = metres is { } m && seconds is { } t
                ? ((int)Math.Floor(m + 0.5), (int)Math.Floor(Math.Min(t, DistanceTable.None - 1) + 0.5))
                : (DistanceTable.None, DistanceTable.None);
            if (!pairs.TryAdd(pair, way))
            {
                table.Trouble.Note(row.About("planning.name_twice", "to"));
            }
        }

        if (both)
        {
            foreach (var ((from, to), way) in pairs.ToArray())
            {
                pairs.TryAdd((to, from), way);
            }
        }

        return pairs;
    }

    /// <summary>The pairs as squares; null where one is missing.</summary>
    public static (int[] Metres, int[] Seconds)? Square(
        IReadOnlyList<GeoPoint> points, Func<GeoPoint, string> name,
        Dictionary<(string, string), (int Metres, int Seconds)> pairs)
    {
        var n = points.Count;
        var names = points.Select(name).ToArray();
        var (metres, seconds) = (new int[n * n], new int[n * n]);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                if (names[i] == names[j])
                {
                    continue;
                }

                if (!pairs.TryGetValue((names[i], names[j]), out var way))
                {
                    return null;
                }

                (metres[(i * n) + j], seconds[(i * n) + j]) = way;
            }
        }

        return (metres, seconds);
    }

    private static Refusal Missing(
        IReadOnlyList<GeoPoint> points, Dictionary<(string, string), (int Metres, int Seconds)> pairs)
    {
        var (from, to) = points.SelectMany(a => points.Select(b => (From: a.Name, To: b.Name)))
            .First(p => p.From != p.To && !pairs.ContainsKey(p));
        return new Refusal("planning.distance_missing", ("file", Name), ("from", from), ("to", to));
    }
}
