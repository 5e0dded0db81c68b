using Meent.Planning.Rules;
using Meent.Planning.Rules.Region;

namespace Meent.Tests.Planning.Region;

public class Mapping_relations
{
    // W. W. Zachary, An information flow model for conflict and fission in small groups, 1977: who met outside the
    // club.
    private static readonly (int One, int[] Others)[] Club =
    [
        (1, [2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 18, 20, 22, 32]), (2, [3, 4, 8, 14, 18, 20, 22, 31]),
        (3, [4, 8, 9, 10, 14, 28, 29, 33]), (4, [8, 13, 14]), (5, [7, 11]), (6, [7, 11, 17]), (7, [17]),
        (9, [31, 33, 34]), (10, [34]), (14, [34]), (15, [33, 34]), (16, [33, 34]), (19, [33, 34]), (20, [34]),
        (21, [33, 34]), (23, [33, 34]), (24, [26, 28, 30, 33, 34]), (25, [26, 28, 32]), (26, [32]), (27, [30, 34]),
        (28, [34]), (29, [32, 34]), (30, [33, 34]), (31, [33, 34]), (32, [33, 34]), (33, [34]),
    ];

    [Fact]
    public void The_karate_club_has_its_two_middles()
    {
        var graph = Karate();
        graph.Relations.Count.ShouldBe(78);
        var between = graph.Betweenness();
        between[0].ShouldBe(231.0714, 5e-5);
        between[33].ShouldBe(160.5516, 5e-5);
        graph.Degree(33).ShouldBe(17);
        graph.Strength(33).ShouldBe(17);
        // Only the instructor holds somebody (member 12, and the group of 5, 6, 7, 11 and 17) that has no other way.
        graph.Hinges().Select((h, i) => (h, i)).Where(x => x.h).Select(x => x.i + 1).ShouldBe([1]);
    }

    [Fact]
    public void The_karate_club_falls_apart_in_four()
    {
        var graph = Karate();
        var group = Communities.Find(graph);
        // 0.4198 is the proven best (Brandes and others, On modularity clustering, 2008).
        Communities.Modularity(graph, group).ShouldBe(0.4198, 5e-5);
        group.Max().ShouldBe(3);
        Communities.Find(graph).ShouldBe(group);
        Communities.Modularity(graph, new int[34]).ShouldBe(0, 1e-12);
    }

    [Fact]
    public void Betweenness_and_hinges_are_those_of_trying_every_way()
    {
        for (var seed = 1UL; seed <= 30; seed++)
        {
            var dice = new Dice(seed);
            var relations = Enumerable.Range(0, 9)
                .Select(_ => new Relation(dice.Below(8), dice.Below(8), 1)).ToList();
            var graph = RelationGraph.Of([.. Enumerable.Range(0, 8).Select(i => $"{i}")], relations).Value;
            var (between, hinges) = (graph.Betweenness(), graph.Hinges());
            var before = graph.Parts();
            for (var v = 0; v < 8; v++)
            {
                between[v].ShouldBe(OnShortestWays(relations, v), 1e-9, $"{seed} {v}");
                var others = Enumerable.Range(0, 8).Where(o => o != v && before[o] == before[v]).ToList();
                var after = graph.Parts(v);
                hinges[v].ShouldBe(others.Select(o => after[o]).Distinct().Count() > 1, $"{seed} {v}");
                (Placement.Without(graph, v).PairsCut > 0).ShouldBe(hinges[v]);
            }
        }
    }

    [Fact]
    [Proves("C4.a", Partly = true)]
    [Proves("C4.b")]
    [Proves("AT-C4-1")]
    public void Each_activity_is_placed_and_its_leaving_shows_what_falls_away()
    {
        Activity[] activities =
        [
            new("airport", 90, 95), new("head offices", 80, 20), new("distribution", 40, 70), new("glass", 30, 30),
            new("design", 60, 5),
        ];
        Relation[] relations =
        [
            new(0, 1, 50), new(0, 2, 40), new(2, 3, 25), new(1, 4, 10), new(0, 4, 5),
        ];
        var names = activities.Select(a => a.Name).ToArray();
        string Run()
        {
            var graph = RelationGraph.Of(names, relations).Value;
            var quarters = Placement.Of(activities);
            return string.Join('\n', activities.Select((a, i) =>
            {
                var removal = Placement.Without(graph, i);
                return $"{a.Name}: {quarters[i]}; {string.Join(' ', removal.Relations)}; {removal.Worth};"
                    + $" {string.Join(' ', removal.LeftAlone)}; {removal.PairsCut}";
            }));
        }

        // Middles: value 60, burden 30. Without the airport distribution and glass are cut from offices and design.
        Run().ShouldBe(
            """
            airport: MuchValueMuchBurden; 0 1 4; 95; ; 4
            head offices: MuchValueLittleBurden; 0 3; 60; ; 0
            distribution: LittleValueMuchBurden; 1 2; 65; 3; 3
            glass: LittleValueLittleBurden; 2; 25; ; 0
            design: MuchValueLittleBurden; 3 4; 15; ; 0
            """);
        Run().ShouldBe(Run());
        var graph = RelationGraph.Of(names, relations).Value;
        graph.Hinges().ShouldBe([true, false, true, false, false]);
        Placement.Without(graph, 4).HarmsNoOther.ShouldBeTrue();
        Placement.Without(graph, 2).HarmsNoOther.ShouldBeFalse();
        Placement.Of(activities, valueLine: 100)
            .ShouldAllBe(q => q == Quarter.LittleValueLittleBurden || q == Quarter.LittleValueMuchBurden);
    }

    private static RelationGraph Karate() => RelationGraph.Of(
        [.. Enumerable.Range(1, 34).Select(i => $"{i}")],
        [.. Club.SelectMany(c => c.Others.Select(o => new Relation(c.One - 1, o - 1, 1)))]).Value;

    /// <summary>For every pair, all shortest ways written out.</summary>
    private static double OnShortestWays(List<Relation> relations, int through)
    {
        var sum = 0.0;
        for (var a = 0; a < 8; a++)
        {
            for (var b = a + 1; b < 8; b++)
            {
                var ways = new List<int[]> { new[] { a } };
                while (ways.Count > 0 && ways.All(w => w[^1] != b))
                {
                    ways = [.. ways.SelectMany(w => Next(relations, w[^1])
                        .Where(n => !w.Contains(n)).Select(n => (int[])[.. w, n]))];
                }

                var arrived = ways.Where(w => w[^1] == b).ToList();
                sum += arrived.Count == 0 || a == through || b == through ? 0
                    : (double)arrived.Count(w => w.Contains(through)) / arrived.Count;
            }
        }

        return sum;
    }

    private static IEnumerable<int> Next(List<Relation> relations, int at) => relations
        .Where(r => r.From != r.To && (r.From == at || r.To == at))
        .Select(r => r.From == at ? r.To : r.From).Distinct();
}
