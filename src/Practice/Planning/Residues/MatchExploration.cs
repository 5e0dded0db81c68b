using Meent.Kernel;
using Meent.Planning.Explore;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Matching;

namespace Meent.Planning.Residues;

/// <summary>What one firm has left that another can use.</summary>
internal sealed class MatchExploration : IExploration
{
    public string Verb => "match";

    public string Question => "Which residues of a firm can another use, and what does it bring each?";

    public Outcome<Explored> Explore(
        ExploreFolder folder, ExploreOptions options, IProgress<Stage> progress, CancellationToken ct)
    {
        var read = MatchFolder.Read(folder);
        if (read.Refused)
        {
            return read.Refusal!;
        }

        var problem = read.Value.Problem;
        if (problem.Offers.Count == 0 || problem.Wants.Count == 0)
        {
            return new Explored(Standing.Unknown, new Sentence("explore.match.nothing"));
        }

        return Matcher.Find(problem).Then<Explored>(plan =>
        {
            var stops = Enumerable.Range(0, problem.Firms.Count).Where(f => Takes(problem, f)).ToList();
            var effects = new List<Stopped>();
            foreach (var firm in stops)
            {
                ct.ThrowIfCancellationRequested();
                progress.Report(new Stage(new("explore.match.stopping"), (double)effects.Count / stops.Count));
                var without = Dependence.On(plan, firm, read.Value.Facilities);
                if (without.Refused)
                {
                    return without.Refusal!;
                }

                effects.Add(new Stopped(firm, without.Value.After, without.Value.Effects));
            }

            return Found(folder, read.Value, plan, effects);
        });
    }

    private static Explored Found(ExploreFolder folder, MatchFolder read, MatchPlan plan, List<Stopped> stopped)
    {
        var gain = Gain(plan);
        var money = new MatchTables(folder, read, plan);
        var why = new List<Sentence>
        {
            new("explore.match.why.gain", ("currency", folder.Settings.Currency), ("amount", Cell.Of(gain))),
            new("explore.match.why.hold", ("hold", Cell.Number(plan.Matches.Count(m => m.HoldsAlways))),
                ("all", Cell.Number(plan.Matches.Count))),
        };
        if (stopped.MaxBy(s => plan.Gain - s.After.Gain) is { } most && plan.Gain > 0)
        {
            why.Add(new("explore.match.why.stops", ("firm", plan.Problem.Firms[most.Firm].Name),
                ("percent", Cell.Number(100.0 * (plan.Gain - most.After.Gain) / plan.Gain))));
        }

        why.Add(money.Road());
        return new Explored(StandingOf(plan, gain), Verdict(plan, gain))
        {
            Why = why,
            Tables = [.. money.All(), .. new StopTables(folder, read, plan).All(stopped)],
            Pictures = [.. money.Pictures()],
            Forecast = money.Forecast(gain),
            Method =
            [
                new("explore.match.method.rules"),
                new(plan.Problem.IsPlain ? "explore.match.method.plain" : "explore.match.method.converting"),
                new("explore.match.method.price"),
            ],
            Bounds =
            [
                new("explore.match.bounds.law"), new("explore.match.bounds.left"), new("explore.match.bounds.worth"),
                new("explore.match.bounds.detour", ("detour", Cell.Of(folder.Factor(FirmDistances.Detour), 2))),
            ],
        };
    }

    private static bool Takes(MatchingProblem problem, int firm) =>
        problem.Offers.Any(o => o.Firm == firm) || problem.Wants.Any(w => w.Firm == firm);

    /// <summary>What all matches bring at high, base and low costs, in the currency.</summary>
    private static Band Gain(MatchPlan plan)
    {
        double At(int level) => (double)plan.Placings[level].GainMicros / 1e9;
        return new(At(plan.Placings.Count - 1), At(plan.Base), At(0));
    }

    private static Standing StandingOf(MatchPlan plan, Band gain) =>
        gain.High <= 0 ? Standing.Against
        : plan.Matches.Any(m => m.HoldsAlways) ? Standing.For
        : Standing.Depends;

    private static Sentence Verdict(MatchPlan plan, Band gain) =>
        gain.High <= 0 ? new("explore.match.none", ("pairs", Cell.Number(plan.Pairs.Count)))
        : plan.Matches.Any(m => m.HoldsAlways) ? new("explore.match.some",
            ("matches", Cell.Number(plan.Matches.Count)), ("firms", Cell.Number(Firms(plan))))
        : new("explore.match.depends", ("matches", Cell.Number(plan.Matches.Count + plan.Sometimes.Count)));

    private static int Firms(MatchPlan plan) => plan.Matches
        .SelectMany(m => new[] { plan.Problem.Offers[m.Pair.Offer].Firm, plan.Problem.Wants[m.Pair.Want].Firm })
        .Distinct().Count();
}

/// <summary>What is left when a firm stops.</summary>
internal sealed record Stopped(int Firm, MatchPlan After, IReadOnlyList<Effect> Effects);
