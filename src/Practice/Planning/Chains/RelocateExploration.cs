using Meent.Kernel;
using Meent.Planning.Explore;
using Meent.Planning.Rules.Chains;

namespace Meent.Planning.Chains;

/// <summary>What would a move of some parties do to the whole chain?</summary>
internal sealed class RelocateExploration : IExploration
{
    public string Verb => "relocate";

    public string Question => "What would it mean for the whole chain if some of its parties moved?";

    public Outcome<Explored> Explore(
        ExploreFolder folder, ExploreOptions options, IProgress<Stage> progress, CancellationToken ct) =>
        RelocateFolder.Read(folder, ct).Then<Explored>(read => Answer(folder, read));

    private static Explored Answer(ExploreFolder folder, RelocateFolder read)
    {
        if (read.Moves.Count == 0 || read.Case.Legs.Count == 0)
        {
            return new Explored(Standing.Unknown, new Sentence("explore.relocate.nothing"));
        }

        var results = RelocationStudy.Of(read.Case, read.Moves, read.Ranges, read.FuelChange);
        var moves = results.Skip(1).Where(r => r.Cost.IsReached).OrderBy(r => r.Net.Base)
            .ThenBy(r => r.Layout.Name, StringComparer.Ordinal).ToList();
        var tables = new RelocateTables(folder, read, results, moves.FirstOrDefault());
        var (standing, verdict) = Verdict(moves);
        return new Explored(standing, verdict)
        {
            Why = moves.Count > 0 ? Why(folder, read, moves, results[0]) : [],
            Tables = tables.All(),
            Pictures = [.. new RelocatePictures(folder, read, results, moves.FirstOrDefault()).All()],
            Forecast = tables.Forecast(),
            Method =
            [
                new("explore.relocate.method"), new("explore.relocate.method.transport"),
                new("explore.relocate.method.time"), new("explore.relocate.method.relations",
                    ("far", Cell.Number(read.Case.Far)), ("frequent", Cell.Number(read.Case.Frequent))),
                new("explore.relocate.method.removal", ("years", Cell.Number(read.Case.Years))),
                read.Distances.Origin,
            ],
            Bounds = [new("explore.relocate.bounds"), new("explore.relocate.bounds.ranges")],
            Warnings = read.Distances.Warnings,
        };
    }

    private static (Standing, Sentence) Verdict(List<LayoutResult> moves) =>
        moves.Count == 0 ? (Standing.Unknown, new("explore.relocate.no_way"))
        : moves[0].Net.High < 0 ? (Standing.For, new("explore.relocate.pays", ("area", Named(moves[0]))))
        : moves.All(m => m.Net.Low >= 0) ? (Standing.Against, new("explore.relocate.stays"))
        : (Standing.Depends, new("explore.relocate.depends", ("area", Named(moves[0]))));

    private static Cell Named(LayoutResult result) => result.Layout.Name;

    private static List<Sentence> Why(
        ExploreFolder folder, RelocateFolder read, List<LayoutResult> moves, LayoutResult stay)
    {
        var (best, currency) = (moves[0], folder.Settings.Currency);
        var why = new List<Sentence>
        {
            new(
                best.Net.Base < 0 ? "explore.relocate.why.saves" : "explore.relocate.why.costs",
                ("area", Named(best)), ("amount", Cell.Of(Positive(best.Net))), ("currency", currency),
                ("removal", Cell.Number(best.Cost.Removal))),
        };
        why.AddRange(Losers(read, best));
        why.AddRange(
        [
            new("explore.relocate.why.relations", ("area", Named(best)), ("cut", Cell.Number(best.Cut)),
                ("percent", Cell.Number(best.Lost * 100)), ("far", Cell.Number(read.Case.Far))),
            new("explore.relocate.why.time", ("area", Named(best)), ("hours", Cell.Number(best.Lead, 1)),
                ("now", Cell.Number(stay.Lead, 1))),
        ]);
        var changing = moves.Count(m => m.RankChanges) + (stay.RankChanges ? 1 : 0);
        why.Add(new(
            changing > 0 ? "explore.relocate.why.ranks" : "explore.relocate.why.no_ranks",
            ("count", Cell.Number(changing)), ("percent", Cell.Number(read.FuelChange * 100))));
        return why;
    }

    /// <summary>Who would be worse off, and who could be: "nobody" is said only where it holds in all ranges.</summary>
    private static IEnumerable<Sentence> Losers(RelocateFolder read, LayoutResult best)
    {
        Sentence Named(string key, IEnumerable<PartyEffect> parties)
        {
            var names = parties.Select(p => read.Case.Parties[p.Party]).ToList();
            return new(key, ("area", best.Layout.Name), ("count", Cell.Number(names.Count)),
                ("names", string.Join(", ", names)));
        }

        if (best.Losers.Any())
        {
            yield return Named("explore.relocate.why.losers", best.Losers.OrderByDescending(p => p.All.Base));
        }

        if (best.PerhapsLosers.Any())
        {
            yield return Named(
                "explore.relocate.why.perhaps_losers", best.PerhapsLosers.OrderByDescending(p => p.All.High));
        }

        if (!best.Losers.Any() && !best.PerhapsLosers.Any())
        {
            yield return new("explore.relocate.why.no_losers", ("area", best.Layout.Name));
        }
    }

    /// <summary>An amount that is saved is said without its minus.</summary>
    private static Rules.Band Positive(Rules.Band net) =>
        net.Base < 0 ? new(-net.High, -net.Base, -net.Low) : net;
}
