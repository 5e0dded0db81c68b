using Meent.Kernel;

namespace Meent.Planning.Rules.Matching;

/// <summary>Something that several firms use.</summary>
/// <param name="Keeper">Position of the firm where it stands.</param>
/// <param name="Cost">Minor units over all periods, divided by use.</param>
/// <param name="Use">By position of the firm, thousandths of the facility's unit.</param>
internal sealed record Facility(string Id, int Keeper, long Cost, IReadOnlyDictionary<int, long> Use);

/// <summary>A flow that falls away with a firm.</summary>
/// <param name="Delivers">The remaining firm delivered it; otherwise it received it.</param>
/// <param name="Thousandths">As it was.</param>
/// <param name="Gain">What it brought both sides together, minor units.</param>
internal sealed record FlowLost(Match Match, bool Delivers, long Thousandths, long Gain);

/// <summary>What becomes of a shared facility for a remaining firm, minor units.</summary>
/// <param name="After">Null: the facility stands at the firm that stops, and nothing is known of another.</param>
internal sealed record ShareChanged(string Facility, long Thousandths, long Before, long? After);

/// <summary>What a firm that stops means to one that remains.</summary>
/// <param name="Replaced">Thousandths of the offers and wants concerned that go elsewhere in the group afterwards,
/// beyond what went there before, by position of the match in the plan after.</param>
/// <param name="GainBefore">Of all matches it takes part in, both sides together, minor units.</param>
internal sealed record Effect(int Firm, IReadOnlyList<FlowLost> Flows, IReadOnlyList<ShareChanged> Shares,
    IReadOnlyList<(int Match, long Thousandths)> Replaced, long GainBefore, long GainAfter);

/// <summary>"What if this firm stops?", per remaining firm.</summary>
internal static class Dependence
{
    /// <param name="before">With everybody.</param>
    /// <param name="firm">Position of the one that stops; what is left is matched again at base costs.</param>
    public static Outcome<(MatchPlan After, IReadOnlyList<Effect> Effects)> On(
        MatchPlan before, int firm, IReadOnlyList<Facility> facilities)
    {
        var problem = before.Problem;
        var left = problem.Without(firm) with { Levels = [problem.BaseLevel] };
        return Matcher.Find(left).Then<(MatchPlan After, IReadOnlyList<Effect> Effects)>(after =>
        {
            var effects = Enumerable.Range(0, problem.Firms.Count).Where(f => f != firm)
                .Select(f => Of(before, after, f, facilities, firm))
                .Where(e => e.Flows.Count > 0 || e.Shares.Count > 0 || e.GainBefore != e.GainAfter)
                .ToList();
            return (after, effects);
        });
    }

    private static Effect Of(
        MatchPlan before, MatchPlan after, int firm, IReadOnlyList<Facility> facilities, int stopped)
    {
        var problem = before.Problem;
        int Deliverer(Match m) => problem.Offers[m.Pair.Offer].Firm;
        int Receiver(Match m) => problem.Wants[m.Pair.Want].Firm;
        bool Takes(Match m, int one) => Deliverer(m) == one || Receiver(m) == one;
        var lost = before.Matches.Where(m => Takes(m, stopped) && Takes(m, firm))
            .Select(m => new FlowLost(m, Deliverer(m) == firm, m.Thousandths, m.Money.Gain)).ToList();
        var offers = lost.Where(l => l.Delivers).Select(l => l.Match.Pair.Offer).ToHashSet();
        var wants = lost.Where(l => !l.Delivers).Select(l => l.Match.Pair.Want).ToHashSet();
        var replaced = after.Matches
            .Select((m, i) => (Match: i, More: m.Thousandths - Before(before, m), m.Pair))
            .Where(r => r.More > 0 && (offers.Contains(r.Pair.Offer) || wants.Contains(r.Pair.Want)))
            .Select(r => (r.Match, r.More)).ToList();
        return new Effect(firm, lost, Shares(facilities, firm, stopped), replaced,
            before.Matches.Where(m => Takes(m, firm)).Sum(m => m.Money.Gain),
            after.Matches.Where(m => Takes(m, firm)).Sum(m => m.Money.Gain));
    }

    private static long Before(MatchPlan before, Match match) => before.Matches
        .FirstOrDefault(m => m.Pair.Offer == match.Pair.Offer && m.Pair.Want == match.Pair.Want)?.Thousandths ?? 0;

    private static List<ShareChanged> Shares(IReadOnlyList<Facility> facilities, int firm, int stopped)
    {
        var changed = new List<ShareChanged>();
        foreach (var facility in facilities.Where(f => f.Use.GetValueOrDefault(firm) > 0))
        {
            if (facility.Keeper == stopped)
            {
                changed.Add(new ShareChanged(
                    facility.Id, facility.Use[firm], Share(facility, firm, -1), null));
            }
            else if (facility.Use.GetValueOrDefault(stopped) > 0)
            {
                changed.Add(new ShareChanged(facility.Id, facility.Use[firm], Share(facility, firm, -1),
                    Share(facility, firm, stopped)));
            }
        }

        return changed;
    }

    /// <summary>A firm's part of the cost by use, without one that stops.</summary>
    private static long Share(Facility facility, int firm, int without)
    {
        var users = facility.Use.Keys.Where(u => u != without).Order().ToArray();
        var parts = Allocation.Split(facility.Cost, Array.ConvertAll(users, u => facility.Use[u]));
        return parts[Array.IndexOf(users, firm)];
    }
}
