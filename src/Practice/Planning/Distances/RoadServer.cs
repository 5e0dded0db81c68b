using System.Text;
using System.Text.Json;
using Meent.Kernel;
using Meent.Planning.Explore;

namespace Meent.Planning.Distances;

/// <summary>A road server of the reader's choice, asked over HTTP. What it said is kept in the folder by position, with
/// profile and date: the next run needs no network and gives the same bytes.</summary>
internal sealed class RoadServer : IDistanceSource
{
    private const int MostPairs = 640_000;
    private const long LargestAnswer = 64 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ExploreFolder folder;
    private readonly IRoadProtocol protocol;
    private readonly string server;
    private readonly string host;
    private readonly bool isHere;
    private readonly string profile;
    private readonly string date;
    private readonly int atOnce;
    private readonly string file;

    private RoadServer(ExploreFolder folder, IRoadProtocol protocol, Uri server)
    {
        (this.folder, this.protocol) = (folder, protocol);
        this.server = server.GetLeftPart(UriPartial.Path).TrimEnd('/');
        (host, isHere) = (server.Authority, server.IsLoopback);
        profile = folder.Word("distances.profile", protocol.UsualProfile);
        date = folder.Word("distances.date", "");
        atOnce = (int)folder.Parameter("distances.max_table", 100, "", 2, 10_000);
        file = $"distances.{protocol.Name}.csv";
    }

    public int MostPoints => 800;

    public static RoadServer Of(ExploreFolder folder, IRoadProtocol protocol)
    {
        var text = folder.Settings.Parameters.GetValueOrDefault("distances.url")?.Word ?? "";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https"))
        {
            folder.Refuse(ExploreSettings.Wrong("distances.url", text));
            server = new Uri("http://localhost");
        }

        // The host alone: what else stands in an address may be a key.
        folder.Assume(new Assumed("distances.url", double.NaN, server.Authority, "", null, "", "choice"));
        return new RoadServer(folder, protocol, server);
    }

    public Outcome<DistanceTable> Between(IReadOnlyList<GeoPoint> points, CancellationToken ct)
    {
        var (kept, keptDate) = ReadKept();
        if (folder.Refused is { } no)
        {
            return no;
        }

        if (DistanceFile.Square(points, p => p.Position, kept) is { } square)
        {
            return Table(points.Count, square.Metres, square.Seconds, keptDate);
        }

        return Ask(points, ct).Then<DistanceTable>(asked =>
        {
            if (asked.Date.Length == 0 || asked.Date != keptDate || kept.Count + asked.Metres.Length > MostPairs)
            {
                kept.Clear();
            }

            Keep(points, asked, kept);
            return asked;
        });
    }

    private DistanceTable Table(int size, int[] metres, int[] seconds, string of) => new(
        size, metres, seconds, profile, of,
        new("explore.distances.server", ("server", host), ("kind", protocol.Name), ("profile", profile),
            ("date", DistanceFile.Known(of)), ("file", file)));

    /// <summary>Pairs of the profile that is asked for, and of the date if one is; else none.</summary>
    private (Dictionary<(string, string), (int Metres, int Seconds)> Pairs, string Date) ReadKept()
    {
        if (folder.TableIfAny(file, MostPairs, DistanceFile.Columns) is not { } table)
        {
            return ([], date);
        }

        var (of, made) = DistanceFile.Head(table);
        return of == profile && (date.Length == 0 || made == date)
            ? (DistanceFile.Pairs(table, null, both: false), made)
            : ([], date);
    }

    private void Keep(
        IReadOnlyList<GeoPoint> points, DistanceTable asked,
        Dictionary<(string, string), (int Metres, int Seconds)> kept)
    {
        for (var i = 0; i < asked.Metres.Length; i++)
        {
            var (from, to) = (points[i / asked.Size].Position, points[i % asked.Size].Position);
            if (from != to)
            {
                kept[(from, to)] = (asked.Metres[i], asked.Seconds[i]);
            }
        }

        var text = new StringBuilder("from,to,metres,seconds,profile,date\n");
        var head = $"{Csv(profile)},{Csv(asked.Date)}";
        foreach (var ((from, to), (metres, seconds)) in kept.OrderBy(p => p.Key.Item1, StringComparer.Ordinal)
            .ThenBy(p => p.Key.Item2, StringComparer.Ordinal))
        {
            var way = metres < DistanceTable.None && seconds < DistanceTable.None ? $"{metres},{seconds}" : ",";
            text.Append($"{from},{to},{way},{head}\n");
            head = ",";
        }

        folder.Put(file, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string Csv(string text) =>
        text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";

    private Outcome<DistanceTable> Ask(IReadOnlyList<GeoPoint> points, CancellationToken ct)
    {
        using var handler = new SocketsHttpHandler { UseProxy = !isHere };
        using var client = new HttpClient(handler)
        {
            Timeout = Patience, MaxResponseContentBufferSize = LargestAnswer,
        };
        var n = points.Count;
        var (metres, seconds, made) = (new int[n * n], new int[n * n], date);
        var side = protocol.Side(n, atOnce);
        for (var from = 0; from < n; from += side)
        {
            for (var to = 0; to < n; to += side)
            {
                var block = new Block(from, Math.Min(side, n - from), to, Math.Min(side, n - to));
                var answer = AskFor(client, points, block, metres, seconds, ct);
                if (answer.Refused)
                {
                    return answer.Refusal!;
                }

                made = date.Length > 0 ? date : answer.Value;
            }
        }

        return Table(n, metres, seconds, made);
    }

    /// <summary>Fills one block; gives the date of the roads.</summary>
    private Outcome<string> AskFor(
        HttpClient client, IReadOnlyList<GeoPoint> points, Block block, int[] metres, int[] seconds,
        CancellationToken ct)
    {
        var status = 0;
        try
        {
            using var question = protocol.Ask(server, profile, points, block);
            using var response = client.Send(question, ct);
            status = (int)response.StatusCode;
            using var body = response.Content.ReadAsStream(ct);
            using var json = JsonDocument.Parse(body);
            if (protocol.Complaint(json.RootElement) is { } complaint)
            {
                return Refused("planning.distance_server_refused", complaint);
            }

            for (var i = 0; i < block.Rows * block.Columns; i++)
            {
                var (row, column) = (i / block.Columns, i % block.Columns);
                var (way, time) = protocol.Cell(json.RootElement, row, column);
                var at = ((block.From + row) * points.Count) + block.To + column;
                var hasWay = way is not null && time is not null;
                metres[at] = hasWay ? Whole(way!.Value) : DistanceTable.None;
                seconds[at] = hasWay ? Whole(time!.Value) : DistanceTable.None;
            }

            return protocol.Date(json.RootElement) ?? "";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException
            or IndexOutOfRangeException or FormatException or OverflowException)
        {
            return status is 0 or >= 200 and < 300
                ? Refused("planning.distance_server_not_understood", e.Message)
                : Refused("planning.distance_server_refused", $"HTTP {status}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException
            || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return Refused("planning.distance_server_not_reached", e.Message);
        }
    }

    private static int Whole(double value) => value is >= 0 and < DistanceTable.None - 1
        ? (int)Math.Floor(value + 0.5)
        : throw new OverflowException($"{value} is no distance.");

    private Refusal Refused(string code, string why) =>
        new(code, ("server", host), ("why", Trouble.Short(why.ReplaceLineEndings(" "))));
}
