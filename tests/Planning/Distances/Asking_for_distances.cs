using System.Globalization;
using System.Text.Json;
using Meent.Kernel;
using Meent.Planning.Distances;
using Meent.Planning.Explore;
using Meent.Planning.Rules.Distances;

namespace Meent.Tests.Planning.Distances;

public class Asking_for_distances
{
    private static readonly GeoPoint[] Towns =
    [
        new("Naaldwijk", 51.9942, 4.2093), new("Venlo", 51.3704, 6.1724), new("Emmen", 52.7858, 6.8976),
    ];

    private static Outcome<DistanceTable> Ask(
        string parameters, GeoPoint[] points, params (string File, string Text)[] files)
    {
        using var folder = new Explore.Folder([Settings(parameters), .. files]);
        return Ask(folder, points);
    }

    private static Outcome<DistanceTable> Ask(Explore.Folder folder, GeoPoint[] points) =>
        DistanceSources.Between(ExploreFolder.Open(folder.Path).Value, points, CancellationToken.None);

    private static (string, string) Settings(string parameters) => ("explore.json", Explore.Folder.Settings.Replace(
        "\"EUR\"", $"\"EUR\", \"parameters\": {{ {parameters} }}"));

    private static double Straight(GeoPoint a, GeoPoint b) => GreatCircle.Metres(a.Lat, a.Lon, b.Lat, b.Lon);

    [Fact]
    public void Without_a_word_they_are_straight_lines_times_the_published_detour()
    {
        var table = Ask("", Towns).Value;
        table.Metres[1].ShouldBe((int)Math.Floor((Straight(Towns[0], Towns[1]) * 1.3) + 0.5));
        table.Metres[3].ShouldBe(table.Metres[1]);
        table.Hours(0, 1).ShouldBe(table.Kilometres(0, 1) / 50, 1e-3);
        (table.Metres[4], table.Range.Low).ShouldBe((0, 1.2 / 1.3));
        Ask("\"distances.detour\": \"hilly\"", Towns).Value.Metres[1]
            .ShouldBe((int)Math.Floor((Straight(Towns[0], Towns[1]) * 1.6) + 0.5));
        Ask("\"distances.detour\": { \"value\": 1.5, \"low\": 1.2, \"high\": 1.8 }", Towns).Value.Range.High
            .ShouldBe(1.2, 1e-12);
    }

    [Fact]
    public void Twenty_known_distances_make_a_fit_and_fewer_are_an_assumption()
    {
        GeoPoint[] points = [.. Enumerable.Range(0, 21).Select(i => new GeoPoint($"p{i}", 52, 5 + (i * 0.01)))];
        string Known(int pairs) => "from,to,metres\n" + string.Concat(Enumerable.Range(1, pairs).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"p0,p{i},{Straight(points[0], points[i]) * 1.45:0.000}\n")));
        var fitted = Ask("", points, ("known_distances.csv", Known(20))).Value;
        fitted.Origin.Code.ShouldBe("fitted");
        fitted.Metres[1].ShouldBe((int)Math.Floor((Straight(points[0], points[1]) * 1.45) + 0.5));
        var few = Ask("", points, ("known_distances.csv", Known(19))).Value;
        few.Origin.Code.ShouldBe("great_circle");
        few.Warnings.Single().Code.ShouldBe("few");
        Ask("\"distances.detour\": \"fitted\"", points, ("known_distances.csv", Known(19)))
            .Refusal!.Code.ShouldBe("planning.distance_pairs_few");
        Ask("", points, ("known_distances.csv", "from,to,metres\np0,p9,6.2\n")).Refusal!.Code
            .ShouldBe("planning.distance_too_short");
    }

    [Fact]
    public void A_file_holds_both_ways_and_an_empty_cell_is_no_way()
    {
        const string Rows = "from,to,metres,seconds,profile,date\n"
            + "Naaldwijk,Venlo,170000,6600,lorry,2026-09-01\nVenlo,Naaldwijk,172000,6700\nNaaldwijk,Emmen,,\n";
        var table = Ask("\"distances\": \"file\"", Towns, ("distances.csv", Rows + "Emmen,Venlo,205000,8000\n")).Value;
        (table.Metres[1], table.Metres[3], table.Seconds[3]).ShouldBe((170_000, 172_000, 6_700));
        (table.Metres[5], table.Metres[7]).ShouldBe((205_000, 205_000));
        table.HasWay(2, 0).ShouldBeFalse();
        (table.Profile, table.Date).ShouldBe(("lorry", "2026-09-01"));
        var missing = Ask("\"distances\": \"file\"", Towns, ("distances.csv", Rows)).Refusal!;
        (missing.Code, missing.Fact("from"), missing.Fact("to"))
            .ShouldBe(("planning.distance_missing", "Venlo", "Emmen"));
    }

    [Fact]
    public void More_places_than_a_square_is_held_for_are_refused() =>
        Ask("\"distances\": \"file\"", new GeoPoint[801], ("distances.csv", "from,to,metres\n"))
            .Refusal!.Code.ShouldBe("planning.distance_points_many");

    /// <summary>The shape of docs/http.md of Open Source Routing Machine.</summary>
    private static (int, string) SayOsrm(string question)
    {
        var (path, query) = (question.Split(' ')[1].Split('?')[0], question.Split(' ')[1].Split('?')[1]);
        var places = path.Split('/')[^1].Split(';')
            .Select(p => double.Parse(p.Split(',')[0], CultureInfo.InvariantCulture)).ToArray();
        int[] Numbers(string name) => query.Split('&').FirstOrDefault(q => q.StartsWith(name)) is { } q
            ? [.. q[(name.Length + 1)..].Split(';').Select(n => int.Parse(n, CultureInfo.InvariantCulture))]
            : [.. Enumerable.Range(0, places.Length)];
        string Square(double factor) => "[" + string.Join(',', Numbers("sources").Select(s =>
            "[" + string.Join(',', Numbers("destinations").Select(d => places[s] == 9 != (places[d] == 9)
                ? "null"
                : ((places[d] - places[s]) * factor + 5000).ToString("0.0", CultureInfo.InvariantCulture)))
            + "]")) + "]";
        return places.Length > 100
            ? (400, """{"code":"TooBig","message":"Too many table coordinates"}""")
            : (200, $$"""
                {"code":"Ok","data_version":"2026-10-01T20:21:03Z","durations":{{Square(10)}},
                "distances":{{Square(100)}},"sources":[],"destinations":[]}
                """);
    }

    [Fact]
    public void Osrm_is_asked_in_one_question_and_the_second_time_not_at_all()
    {
        using var stub = new RoadStub((question, _) => SayOsrm(question));
        GeoPoint[] points = [new("a", 52, 4.5), new("b", 52.25, 5), new("island", 53, 9)];
        using var folder = new Explore.Folder(Settings($"\"distances\": \"osrm\", \"distances.url\": \"{stub.Url}/\""));
        var table = Ask(folder, points).Value;
        stub.Asked.Single().ShouldStartWith(
            "GET /table/v1/car/4.5,52;5,52.25;9,53?annotations=duration,distance HTTP");
        (table.Metres[1], table.Metres[3], table.Seconds[1]).ShouldBe((5050, 4950, 5005));
        (table.HasWay(0, 2), table.HasWay(1, 0), table.Date).ShouldBe((false, true, "2026-10-01"));
        folder.Read("distances.osrm.csv").ShouldStartWith(
            "from,to,metres,seconds,profile,date\n52 4.5,52.25 5,5050,5005,car,2026-10-01\n52 4.5,53 9,,,,\n");
        stub.Dispose();
        var again = Ask(folder, [points[2], points[0], points[1]]).Value;
        (again.Metres[5], again.Metres[7], again.HasWay(0, 1)).ShouldBe((5050, 4950, false));
        again.Origin.Facts.ShouldBe(table.Origin.Facts);
        Ask(folder, [points[0], new("moved", 52.3, 5)]).Refusal!.Code.ShouldBe("planning.distance_server_not_reached");
    }

    [Fact]
    public void A_hundred_and_thirty_places_are_asked_for_in_blocks()
    {
        using var stub = new RoadStub((question, _) => SayOsrm(question));
        GeoPoint[] points = [.. Enumerable.Range(0, 130).Select(i => new GeoPoint($"p{i}", 52, 5 + (i * 0.02)))];
        var table = Ask($"\"distances\": \"osrm\", \"distances.url\": \"{stub.Url}\"", points).Value;
        stub.Asked.Count.ShouldBe(9);
        for (var i = 0; i < 130; i++)
        {
            for (var j = 0; j < 130; j++)
            {
                table.Metres[(i * 130) + j].ShouldBe(5000 + ((j - i) * 2));
            }
        }

        Ask($"\"distances\": \"osrm\", \"distances.url\": \"{stub.Url}\", \"distances.max_table\": 1000", points)
            .Refusal!.ShouldSatisfyAllConditions(
                r => r.Code.ShouldBe("planning.distance_server_refused"),
                r => r.Fact("why").ShouldBe("TooBig: Too many table coordinates"));
    }

    /// <summary>The shape of the documented matrix of Valhalla.</summary>
    private static (int, string) SayValhalla(string body)
    {
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        root.GetProperty("costing").GetString().ShouldBe("truck");
        var rows = root.GetProperty("sources").EnumerateArray().Select((s, i) => "[" + string.Join(
            ',', root.GetProperty("targets").EnumerateArray().Select((t, j) =>
            {
                var way = t.GetProperty("lat").GetDouble() - s.GetProperty("lat").GetDouble();
                return way < 0
                    ? $$"""{"distance":null,"time":null,"to_index":{{j}},"from_index":{{i}}}"""
                    : string.Create(CultureInfo.InvariantCulture,
                        $$"""{"distance":{{way:0.000}},"time":{{way * 90:0}},"to_index":{{j}},"from_index":{{i}}}""");
            })) + "]");
        return (200, $$"""{"sources_to_targets":[{{string.Join(',', rows)}}],"units":"kilometers"}""");
    }

    [Fact]
    public void Valhalla_is_asked_for_a_lorry_in_blocks_of_fifty()
    {
        using var stub = new RoadStub((_, body) => SayValhalla(body));
        GeoPoint[] points = [.. Enumerable.Range(0, 60).Select(i => new GeoPoint($"p{i}", 10 + i, 5))];
        var table = Ask(
            $"\"distances\": \"valhalla\", \"distances.url\": \"{stub.Url}\", \"distances.date\": \"2026-08-15\"",
            points).Value;
        stub.Asked.Count.ShouldBe(4);
        stub.Asked.ShouldAllBe(q => q.StartsWith("POST /sources_to_targets "));
        (table.Metres[59], table.Seconds[59], table.HasWay(59, 0)).ShouldBe((59_000, 5_310, false));
        (table.Profile, table.Date).ShouldBe(("truck", "2026-08-15"));
    }

    [Theory]
    [InlineData("osrm", 400, """{"code":"NoSegment","message":"Could not find a matching segment"}""",
        "distance_server_refused")]
    [InlineData("osrm", 200, """{"code":"Ok","durations":[[0,1],[1,0]]}""",
        "distance_server_not_understood")]
    [InlineData("osrm", 200, """{"code":"Ok","durations":[[0]],"distances":[[0]]}""",
        "distance_server_not_understood")]
    [InlineData("osrm", 200, """{"code":"Ok","durations":[[0,1],[1,0]],"distances":[[0,-5],[1,0]]}""",
        "distance_server_not_understood")]
    [InlineData("osrm", 200, "<html>", "distance_server_not_understood")]
    [InlineData("osrm", 502, "<html>", "distance_server_refused")]
    [InlineData("valhalla", 400,
        """{"error_code":154,"error":"Path distance exceeds the max distance limit","status_code":400}""",
        "distance_server_refused")]
    [InlineData("valhalla", 200, "[]", "distance_server_not_understood")]
    public void What_a_server_says_instead_of_a_matrix_is_refused_and_nothing_is_kept(
        string kind, int status, string said, string code)
    {
        using var stub = new RoadStub((_, _) => (status, said));
        using var folder = new Explore.Folder(
            Settings($"\"distances\": \"{kind}\", \"distances.url\": \"{stub.Url}/?key=secret\""));
        var no = Ask(folder, Towns[..2]).Refusal!;
        no.Code.ShouldBe($"planning.{code}", no.ToString());
        no.ToString().ShouldNotContain("secret");
        File.Exists(Path.Combine(folder.Path, $"distances.{kind}.csv")).ShouldBeFalse();
    }

    [Fact]
    public void Without_an_address_there_is_no_server() =>
        Ask("\"distances\": \"osrm\"", Towns).Refusal!.Fact("name").ShouldBe("distances.url");
}
