using Meent.Kernel;
using Meent.Planning.Explore;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Routing;
using Meent.Planning.Rules.Routing.Rounds;
using Meent.Planning.Rules.Sharing;

namespace Meent.Planning.Routing;

/// <summary>Which lorry fetches what, where and when; beside how it is driven today.</summary>
internal sealed class RoutesExploration : IExploration
{
    private const long Usual = 20_000;
    private const int Searches = 2;
    private const long UsualOfWhy = 2_000;

    /// <summary>A plan has to be so many percent cheaper than today before it is worth the trouble.</summary>
    private const double Trouble = 1;

    public string Verb => "routes";

    public string Question => "Which lorry fetches what, where and when?";

    public Outcome<Explored> Explore(
        ExploreFolder folder, ExploreOptions options, IProgress<Stage> progress, CancellationToken ct)
    {
        var read = RoutesFolder.Read(folder, ct);
        if ((folder.Refused ?? read.Refusal) is { } no)
        {
            return no;
        }

        if (ProblemCheck.TooMany(read.Value.Round.Visits().Count) is { } many)
        {
            return many;
        }

        var problem = read.Value.Round.Problem();
        if (ProblemCheck.Refuse(problem) is { } refused)
        {
            return refused;
        }

        var seed = folder.Seed(options);
        var nearest = NearestFirst.Solve(problem);
        var plan = Search(problem, nearest, seed, options, Watched(options.Search(Usual), progress, ct));
        var today = Today(read.Value, problem);
        if (today.Refused)
        {
            return today.Refusal!;
        }

        var shared = folder.Choice("share", "no", "yes") == "yes";
        var bundles = shared
            ? new Bundles(read.Value, problem, plan, folder).Plan(seed, options, progress, ct)
            : (BundlePlan?)null;
        if (bundles.Refused)
        {
            return bundles.Refusal!;
        }

        var tables = new RoutesTables(folder, read.Value, problem, plan, today.Value, nearest, bundles.Value);
        var why = plan.Left.Length == 0 ? null
            : WhyNot.Find(problem, plan, seed, () => options.Search(UsualOfWhy));
        return Answer(tables, why) with
        {
            Method =
            [
                new("explore.routes.method"), new("explore.routes.method.check"), new("explore.routes.method.nearest"),
                read.Value.Distances.Origin, .. tables.Speeds(),
            ],
            Bounds = [new("explore.routes.bounds"), new("explore.routes.bounds.not")],
            Warnings =
            [
                .. shared && bundles.Value is null
                    ? [new Sentence("explore.routes.share_not")] : Array.Empty<Sentence>(),
                .. tables.Warnings(), .. read.Value.Distances.Warnings,
            ],
        };
    }

    /// <summary>Never worse than driving on to the nearest farm.</summary>
    internal static RoutingSolution Search(
        RoutingProblem problem, RoutingSolution nearest, ulong seed, ExploreOptions options, Spent spent)
    {
        // The answer of counted iterations may not depend on how many threads there are.
        var timed = options.Seconds is not null;
        var plan = Router.Solve(
            problem, seed, timed ? options.Threads : Searches, spent, trade: timed, threads: options.Threads);
        var best = (nearest.Left.Length, nearest.Cost).CompareTo((plan.Left.Length, plan.Cost)) < 0 ? nearest : plan;
        if (RouteCheck.Faults(problem, best) is { Count: > 0 } faults)
        {
            throw new InvalidOperationException(string.Join("; ", faults));
        }

        return best;
    }

    internal static Spent Watched(Spent budget, IProgress<Stage> progress, CancellationToken ct) => done =>
    {
        ct.ThrowIfCancellationRequested();
        var part = budget(done);
        progress.Report(new Stage(new("explore.routes.searching"), part));
        return part;
    };

    /// <summary>Null where today.csv is not there.</summary>
    private static Outcome<TodaysRoutes?> Today(RoutesFolder read, RoutingProblem problem)
    {
        if (read.Today.Count == 0)
        {
            return (TodaysRoutes?)null;
        }

        var visits = new Dictionary<(int Farm, int Day, bool Evening), int>();
        foreach (var (visit, i) in read.Round.Visits().Select((v, i) => (v, i)))
        {
            visits.TryAdd((visit.Farm, Math.Max(visit.Day, 0), visit.Evening), i);
            if (visit.Day < 0)
            {
                visits.TryAdd((visit.Farm, 1, visit.Evening), i);
            }
        }

        var driven = new List<(int Type, int Number, int Trip, int Visit)>();
        var seen = new HashSet<int>();
        foreach (var stop in read.Today)
        {
            if (stop.Day >= read.Round.Days || !visits.TryGetValue((stop.Farm, stop.Day, stop.Evening), out var visit)
                || !seen.Add(visit))
            {
                return new Refusal(
                    "planning.today_not_a_visit", ("farm", read.Round.Farms[stop.Farm].Name),
                        ("day", $"{stop.Day + 1}"));
            }

            driven.Add(((stop.Vehicle * read.Round.Days) + stop.Day, stop.Number, stop.Trip, visit));
        }

        return TodaysRoutes.Of(problem, driven);
    }

    private static Explored Answer(RoutesTables tables, WhyNot? why)
    {
        var (planned, reference) = (tables.Planned, tables.Reference);
        var saved = reference.Cost == 0 ? 0 : 100.0 * (reference.Cost - planned.Cost) / reference.Cost;
        (string Name, Cell Value)[] facts =
        [
            ("lorries", Cell.Number(planned.Lorries)), ("visits", Cell.Number(tables.Visits)),
            ("percent", Cell.Number(Math.Abs(saved), 1)), ("left", Cell.Number(planned.Left)),
        ];
        var (standing, verdict) = VerdictOf(tables, saved);
        return new Explored(standing, new Sentence(verdict, facts))
        {
            Why = [.. tables.Why(), .. why is null ? [] : RoutesTables.Reasons(why)],
            Tables = [.. tables.All()],
            Pictures = [.. tables.Pictures()],
            Forecast = tables.Forecast(),
        };
    }

    /// <summary>"For" is said only where today is written down whole, keeps the rules, and is dearer.</summary>
    private static (Standing Standing, string Verdict) VerdictOf(RoutesTables tables, double saved)
    {
        if (tables.Planned.Left > 0)
        {
            return (Standing.Against, "explore.routes.not_all");
        }

        if (!tables.HasToday)
        {
            return tables.Reference.Left > 0 || saved <= 0 ? (Standing.Depends, "explore.routes.found_only")
                : (Standing.Depends, "explore.routes.found");
        }

        return tables.TodayMisses ? (Standing.Depends, "explore.routes.today_partial")
            : tables.TodayBreaksRules && saved <= 0 ? (Standing.Depends, "explore.routes.keeps_rules")
            : saved < Trouble && !tables.TodayBreaksRules ? (Standing.Against, "explore.routes.stay")
            : (Standing.For, "explore.routes.cheaper_than_today");
    }
}
