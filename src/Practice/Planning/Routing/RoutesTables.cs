using Meent.Kernel;
using Meent.Planning.Explore;
using Meent.Planning.Report;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Routing;
using Meent.Planning.Rules.Routing.Rounds;
using Meent.Planning.Rules.Sharing;

namespace Meent.Planning.Routing;

/// <summary>A plan of routes as tables, a map and figures. Money is shown in whole units a day.</summary>
internal sealed class RoutesTables
{
    private const double Minor = 100;

    private readonly ExploreFolder folder;
    private readonly RoutesFolder read;
    private readonly RoutingProblem problem;
    private readonly RoutingSolution plan;
    private readonly TodaysRoutes? today;
    private readonly Sums nearest;
    private readonly Sums? driven;
    private readonly List<(LorryDay Day, Timetable Table)> tables;
    private readonly BundlePlan? bundles;
    private readonly string money;

    public RoutesTables(
        ExploreFolder folder, RoutesFolder read, RoutingProblem problem, RoutingSolution plan, TodaysRoutes? today,
        RoutingSolution nearest, BundlePlan? bundles)
    {
        this.bundles = bundles;
        (this.folder, this.read, this.problem, this.plan, this.today) = (folder, read, problem, plan, today);
        Planned = Sums.Of(problem, plan);
        this.nearest = Sums.Of(problem, nearest);
        driven = today is null ? null : Sums.Of(problem, today.Solution);
        var model = new Model(problem);
        tables = [.. plan.Days.Select(d => (d, Timetable.Of(model, d)))];
        money = $"{folder.Settings.Currency}/d";
    }

    public Sums Planned { get; }

    /// <summary>Today, or where nobody wrote that down driving on to the nearest farm.</summary>
    public Sums Reference => driven ?? nearest;

    public bool HasToday => driven is not null;

    public bool TodayBreaksRules => today is { Faults.Count: > 0 };

    public bool TodayMisses => today is { Missing: > 0 };

    public int Visits => problem.Stops.Length;

    private int Days => read.Round.Days;

    public IEnumerable<AnswerTable> All()
    {
        yield return Compared();
        if (bundles is { } shared)
        {
            yield return Parties();
            yield return Bundled(shared);
        }

        if (today is { Faults.Count: > 0 } broken)
        {
            yield return Faults(broken);
        }

        yield return Lorries();
        yield return Trips();
        yield return Farms();
        yield return Left();
    }

    /// <summary>What speeds the times rest on, where vehicles.csv names them.</summary>
    public IEnumerable<Sentence> Speeds() => read.Round.Vehicles.Any(v => v.Speed > 0)
        ? [new("explore.routes.method.speed", ("speeds", string.Join(", ", read.Round.Vehicles
            .Where(v => v.Speed > 0).Select(v => $"{v.Name} {folder.Speech.Number(v.Speed, 0)} km/h"))))]
        : [];

    public IEnumerable<Sentence> Why()
    {
        yield return new(
            "explore.routes.why.cost", ("cost", Cell.Of(CostOf(Planned))), ("unit", money),
            ("reference", Cell.Of(CostOf(Reference))),
            ("what", Cell.Word(HasToday ? "explore.routes.today" : "explore.routes.nearest")));
        yield return new(
            "explore.routes.why.way", ("km", Cell.Of(Way(Kilometres(Planned.Distance)))),
            ("reference", Cell.Of(Way(Kilometres(Reference.Distance)))),
                ("trips", Cell.Number(PerDay(Planned.Trips), 1)),
            ("before", Cell.Number(PerDay(Reference.Trips), 1)));
    }

    public static IEnumerable<Sentence> Reasons(WhyNot why)
    {
        yield return why.Rule is { } rule
            ? new("explore.routes.why.rule", ("rule", Cell.Word($"explore.routes.rule.{rule}")))
            : new("explore.routes.why.not_decided");
    }

    public IEnumerable<Sentence> Warnings()
    {
        if (today is { } t && t.Missing > 0)
        {
            yield return new("explore.routes.today_misses", ("visits", Cell.Number(t.Missing)));
        }

        foreach (var why in (bundles?.Alone ?? []).Select(a => a.Why).OfType<Refusal>())
        {
            yield return new($"refusal.{why.Code}", [.. why.Facts.Select(f => (f.Name, (Cell)f.Value))]);
        }

        if (today is { Faults.Count: > 0 } broken)
        {
            yield return new("explore.routes.today_breaks", ("rules", Cell.Number(broken.Faults.Count)));
        }
    }

    public IReadOnlyList<Figure> Forecast()
    {
        var figures = new List<Figure>
        {
            new("cost", "", "", CostOf(Planned), money),
                new("km", "", "", Way(Kilometres(Planned.Distance)), "km/d"),
            new("trips", "", "", PerDay(Planned.Trips), "1/d"), new("hours", "", "", Way(Hours(Planned)), "h/d"),
            new("load", "", "", PerDay(Planned.Load), "1/d"),
        };
        for (var v = 0; v < read.Round.Vehicles.Length; v++)
        {
            var metres = Enumerable.Range(0, Days).Sum(d => Planned.DistanceByType[(v * Days) + d]);
            figures.Add(new("km", read.Round.Vehicles[v].Name, "", Way(Kilometres(metres)), "km/d"));
        }

        return figures;
    }

    public IEnumerable<Picture> Pictures()
    {
        var yards = read.Round.Yards;
        var conclusion = new Sentence(
            "explore.routes.map.conclusion", ("lorries", Cell.Number(Planned.Lorries)),
            ("trips", Cell.Number(Planned.Trips)), ("visits", Cell.Number(Visits - Planned.Left)));
        var map = new MapPicture
        {
            Places =
            [
                .. yards.Select(y => new MapPicture.Place(y.Name, y.Lat, y.Lon, 0, true)),
                .. read.Round.Farms.Select(f => new MapPicture.Place(f.Name, f.Lat, f.Lon, 4)),
            ],
            Routes =
            [
                .. tables.Where(t => t.Day.Type % Days == 0).SelectMany(t => t.Table.Journeys.Select(
                    j => new MapPicture.Route([.. Line(t.Day, j)], Series(t.Day.Type)))),
            ],
            Legend = [.. read.Round.Vehicles.Take(5).Select(v => v.Name)],
        };
        var speech = folder.Speech;
        yield return new Picture(new("explore.routes.map"), conclusion, map.Svg(speech, speech.Say(conclusion)));
    }

    private int Series(int type) => Math.Min(4, type / Days);

    private IEnumerable<(double Lat, double Lon)> Line(LorryDay day, Journey journey) =>
        journey.Calls.Select(c => c.Node).Select(Place);

    private (double Lat, double Lon) Place(int node) => node < read.Round.Yards.Length
        ? (read.Round.Yards[node].Lat, read.Round.Yards[node].Lon)
        : (FarmOf(node).Lat, FarmOf(node).Lon);

    private Farm FarmOf(int node) => read.Round.Farms[VisitOf(node).Farm];

    private Visit VisitOf(int node) => VisitList[node - problem.Bases.Length];

    private IReadOnlyList<Visit> VisitList => field ??= read.Round.Visits();

    private static AnswerColumn Column(string name, string unit = "") => new($"explore.routes.{name}", unit);

    private AnswerTable Compared()
    {
        AnswerRow Row(string name, Sums sums, Mark mark) => new(
            mark, Cell.Word($"explore.routes.{name}"), Cell.Of(CostOf(sums)),
            Cell.Of(Way(Kilometres(sums.Distance))), Cell.Of(Way(Hours(sums)), 1),
            Cell.Number(PerDay(sums.Lorries), 1), Cell.Number(PerDay(sums.Trips), 1),
            Cell.Of(Carbon.Of(read, sums)), Cell.Number(sums.Left));
        var rows = new List<AnswerRow>();
        if (driven is { } stay)
        {
            rows.Add(Row("today", stay, Mark.Plain));
        }

        rows.Add(Row("nearest", nearest, Mark.Plain));
        rows.Add(Row("planned", Planned, Mark.Chosen));
        return new(
            new("explore.routes.compared"),
            [
                Column("plan"), Column("cost", money), Column("way", "km/d"), Column("time", "h/d"),
                    Column("lorries_out", "1/d"),
                Column("trips", "1/d"), Column("carbon", "kg CO2/d"), Column("left_out"),
            ],
            rows) { Note = new("explore.routes.compared.note") };
    }

    private AnswerTable Lorries() => new(
        new("explore.routes.lorries"),
        [
            Column("lorry"), Column("day"), Column("leaves"), Column("returns"), Column("trips"), Column("farms"),
            Column("load"), Column("fill", "%"), Column("way", "km"),
        ],
        [.. tables.Select((t, i) => LorryRow(t.Day, t.Table, i + 1))]);

    private AnswerRow LorryRow(LorryDay day, Timetable table, int number)
    {
        var vehicle = read.Round.Vehicles[day.Type / Days];
        var load = table.Journeys.Sum(j => j.Load);
        return new(
            $"{vehicle.Name} ({number})", Cell.Number((day.Type % Days) + 1), Clock(table.From), Clock(table.Until),
            Cell.Number(table.Journeys.Count), Cell.Number(table.Journeys.Sum(j => j.Calls.Count - 1)),
                Cell.Number(load),
            Cell.Number(100.0 * load / (vehicle.Compartments.Sum() * (double)table.Journeys.Count)),
            Cell.Number(table.Distance / 1000.0, 1));
    }

    private AnswerTable Trips()
    {
        var rows = new List<AnswerRow>();
        foreach (var ((day, table), number) in tables.Select((t, i) => (t, i + 1)))
        {
            foreach (var (journey, trip) in table.Journeys.Select((j, i) => (j, i + 1)))
            {
                rows.Add(new(
                    $"{read.Round.Vehicles[day.Type / Days].Name} ({number})", Cell.Number(trip), Clock(journey.Leave),
                    string.Join(" · ", journey.Calls.Take(journey.Calls.Count - 1).Select(c => FarmOf(c.Node).Name)),
                    read.Round.Yards[journey.Calls[^1].Node].Name, Clock(journey.Calls[^1].Begin),
                        Cell.Number(journey.Load),
                    Cell.Number(journey.Ride / 60.0), Cell.Number(journey.Distance / 1000.0, 1)));
            }
        }

        return new(
            new("explore.routes.trip_list"),
            [
                Column("lorry"), Column("trip"), Column("leaves"), Column("stops"), Column("intake"), Column("arrives"),
                Column("load"), Column("ride", "min"), Column("way", "km"),
            ],
            rows);
    }

    /// <summary>For whom what changes: when the lorry comes, and how long the milk is under way.</summary>
    private AnswerTable Farms()
    {
        var calls = tables.SelectMany(t => t.Table.Journeys.SelectMany(j => j.Calls.SkipLast(1).Select(
            c => (c.Node, c.Begin, Under: j.Calls[^1].Begin - c.Begin,
                Lorry: read.Round.Vehicles[t.Day.Type / Days].Name))))
            .OrderBy(c => c.Node);
        return new(
            new("explore.routes.farm_list"),
            [
                Column("farm"), Column("party"), Column("day"), Column("visited"), Column("lorry"),
                    Column("under_way", "min"),
            ],
            [
                .. calls.Select(c => new AnswerRow(
                    FarmOf(c.Node).Name, FarmOf(c.Node).Party, Cell.Number((TypeDay(c.Node) % Days) + 1),
                        Clock(c.Begin), c.Lorry,
                    Cell.Number(c.Under / 60.0))),
            ]);
    }

    private int TypeDay(int node) => tables.First(t => t.Day.Nodes.Contains(node)).Day.Type;

    private AnswerTable Faults(TodaysRoutes broken) => new(
        new("explore.routes.faults"), [Column("lorry"), Column("fault")],
        [
            .. broken.Faults.Select(f => new AnswerRow(
                read.Round.Vehicles.FirstOrDefault(v => f.Lorry.StartsWith(v.Name, StringComparison.Ordinal))?.Name
                    ?? f.Lorry,
                Cell.Word($"explore.routes.fault.{f.Rule}"))),
        ]);

    private AnswerTable Bundled(BundlePlan shared)
    {
        var fuelled = read.Fuels.All(f => f.PerHundred is not null);
        AnswerRow Row(string name, RouteCost cost) => new(
            Cell.Word($"explore.routes.{name}"), Cell.Number(PerDay(cost.Trips), 1),
            Cell.Of(Way(Kilometres(cost.Metres))), Cell.Number(cost.Cost / Minor),
            fuelled ? Cell.Number(PerDay(cost.CarbonGrams) / 1000) : Cell.Unknown);
        return new(
            new("explore.routes.bundled"),
            [
                Column("plan"), Column("trips", "1/d"), Column("way", "km/d"), Column("cost", money),
                Column("carbon", "kg CO2/d"),
            ],
            [Row("each_alone", shared.Before), Row("together", shared.After)]);
    }

    /// <summary>The business case of each party: alone, and with the others.</summary>
    private AnswerTable Parties()
    {
        var rows = new List<AnswerRow>();
        foreach (var bundle in bundles?.Bundles ?? [])
        {
            for (var i = 0; i < bundle.Members.Count; i++)
            {
                rows.Add(PartyRow(bundle.Members[i], bundle.Division.Alone[i], bundle.Division.Shares[i]));
            }
        }

        foreach (var alone in bundles?.Alone ?? [])
        {
            rows.Add(PartyRow(alone.Member, alone.Cost.Cost, alone.Cost.Cost));
        }

        if (bundles is { } all)
        {
            rows.Add(new(
                Mark.Sum, Cell.Word("explore.routes.together"), Cell.Number(all.Before.Cost / Minor, 2),
                Cell.Number(all.After.Cost / Minor, 2), Cell.Number((all.Before.Cost - all.After.Cost) / Minor, 2),
                Cell.Number(100.0 * (all.Before.Cost - all.After.Cost) / all.Before.Cost, 1)));
        }

        return new(
            new("explore.routes.parties"),
            [
                Column("party"), Column("alone", money), Column("share", money), Column("saves", money),
                    Column("saves_part", "%"),
            ],
            rows)
        {
            Note = bundles is { Bundles.Count: > 0 } b
                ? new(
                    b.Bundles.All(x => x.Division.Core is { Decided: true, Blocking: 0 }) ? "explore.routes.core"
                        : "explore.routes.no_core")
                : null,
        };
    }

    private static AnswerRow PartyRow(string party, long alone, long share) => new(
        share >= alone ? Mark.Loses : Mark.Plain, party, Cell.Number(alone / Minor, 2), Cell.Number(share / Minor, 2),
        Cell.Number((alone - share) / Minor, 2), Cell.Number(alone == 0 ? 0 : 100.0 * (alone - share) / alone, 1));

    private AnswerTable Left() => new(
        new("explore.routes.left"), [Column("farm"), Column("party"), Column("evening"), Column("load")],
        [
            .. plan.Left.Select(n => new AnswerRow(
                Mark.Loses, FarmOf(n).Name, FarmOf(n).Party,
                Cell.Word(VisitOf(n).Evening ? "explore.routes.yes" : "explore.routes.no"),
                Cell.Number(problem.Stops[n - problem.Bases.Length].Pickup))),
        ]);

    /// <summary>What depends on the way is as uncertain as the distances are.</summary>
    private Band Way(double value)
    {
        var range = read.Distances.Range;
        return new(value * range.Low / range.Base, value, value * range.High / range.Base);
    }

    /// <summary>Days cost what they cost; the rest goes with the way.</summary>
    private Band CostOf(Sums sums)
    {
        var (days, rest) = (Money(sums.Fixed), Way(Money(sums.Cost - sums.Fixed)));
        return new(days + rest.Low, days + rest.Base, days + rest.High);
    }

    private double Money(long cost) => PerDay(cost) / Round.CostScale / Minor;

    private double Kilometres(long metres) => PerDay(metres) / 1000;

    private double Hours(Sums sums) => PerDay(sums.Seconds) / 3600;

    private double PerDay(double value) => value / Days;

    private static string Clock(int second)
    {
        var minute = second / 60;
        return $"{minute / 60:00}:{minute % 60:00}";
    }
}
