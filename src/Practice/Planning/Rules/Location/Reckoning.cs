namespace Meent.Planning.Rules.Location;

/// <summary>Reckons rows of a comparison from who goes where.</summary>
internal sealed class Reckoning
{
    private readonly PlaceCase asked;
    private readonly int[] today;

    public Reckoning(PlaceCase asked)
    {
        this.asked = asked;
        today = [.. asked.Members.Select((m, i) => m.Today >= 0 ? m.Today : NearestOfToday(i))];
    }

    /// <summary>Everybody where they go today; who is not known to go anywhere, at the nearest site of today.</summary>
    public PlacePlan Stay()
    {
        int[] size = [.. asked.Candidates.Select(c => c.TodaySize)];
        var cost = CostOf(asked, size, TodayFlows(asked.Members));
        var scenarios = asked.Scenarios.Select(s =>
        {
            var members = Scaled(s);
            var flows = TodayFlows(members);
            var over = UsesOf(size, flows).Sum(u => u.Over);
            var scaled = CostOf(asked, size, flows).Total + (over * asked.Days * asked.LostPerLitre);
            return new ScenarioCost(s, scaled, over, 0);
        });
        var all = TodayFlows(asked.Members);
        return new PlacePlan(PlanKind.Stay, 0, UsesOf(size, all), cost, cost.Total, true, EffectsOf(all),
            [.. scenarios]);
    }

    public PlacePlan Plan(PlanKind kind, int count, PlaceProblem made, LocationPlan plan)
    {
        int[] size = [.. plan.Option.Select((o, j) => o == 0 ? -1 : made.Size[j][o - 1])];
        var flows = plan.Flows;
        if (asked.Whole)
        {
            int[] option = [.. plan.Option.Select((o, j) => made.Problem.First[j] + o)];
            flows = WholeAssignment.From(made.Problem, option, flows);
        }

        var cost = CostOf(asked, size, flows);
        var bound = Math.Min(cost.Total, plan.Bound + made.Shift);
        var proven = plan.Proven && cost.Total - bound <= 1e-9 * Math.Abs(cost.Total);
        return new PlacePlan(kind, count, UsesOf(size, flows), cost, bound, proven, EffectsOf(flows),
            [.. asked.Scenarios.Select(s => Scenario(s, size, flows))]);
    }

    /// <summary>The same sites when another demand comes: divided anew, and what has no room goes nowhere.</summary>
    private ScenarioCost Scenario(DemandScenario scenario, int[] size, IReadOnlyList<Flow> flows)
    {
        if (scenario.Factor == 1)
        {
            return new ScenarioCost(scenario, CostOf(asked, size, flows).Total, 0, 0);
        }

        var members = Scaled(scenario);
        var (m, nowhere) = (asked.Candidates.Count, asked.Candidates.Count);
        var sites = asked.Candidates.Select((c, j) => size[j] < 0
            ? new Site(c.Name, [new SiteSize("", 0, 1)], Forbidden: true)
            : new Site(c.Name, [new SiteSize("", 0, c.Sizes[size[j]].Capacity, c.Sizes[size[j]].PerLitre * asked.Days)],
                Forced: true)).Append(new Site("", [new SiteSize("", 0, SiteSize.Unlimited)], Forced: true)).ToList();
        var cost = new double[members.Count * (m + 1)];
        var dear = 1_000 * (1 + asked.Km.Where(double.IsFinite).DefaultIfEmpty(0).Max()) * (1 + asked.PerLitreKm);
        dear += asked.Candidates.Max(c => c.Sizes.Max(s => s.PerLitre));
        for (var i = 0; i < members.Count; i++)
        {
            for (var j = 0; j < m; j++)
            {
                var km = asked.KmOf(i, j);
                cost[(i * (m + 1)) + j] = double.IsInfinity(km) || (asked.MostKm > 0 && km > asked.MostKm)
                    ? double.PositiveInfinity
                    : asked.Transport(i, j, members[i].Litres);
            }

            cost[(i * (m + 1)) + nowhere] = dear * members[i].Litres * asked.Days;
        }

        var customers = members.Select(x => new Customer(x.Name, x.Litres)).ToList();
        var problem = LocationProblem.Trusted(customers, sites, cost);
        int[] option = [.. problem.First.Take(m + 1).Select((f, j) => j == nowhere || size[j] >= 0 ? f + 1 : f)];
        var allocation = new Allocation(problem);
        allocation.Solve(option);
        var spread = allocation.Flows();
        var placed = spread.Where(f => f.Site != nowhere).ToList();
        var lost = spread.Where(f => f.Site == nowhere).Sum(f => f.Quantity);
        return new ScenarioCost(scenario,
            CostOf(asked, size, placed).Total + (lost * asked.Days * asked.LostPerLitre), lost, 0);
    }

    private List<Member> Scaled(DemandScenario scenario) => [.. asked.Members.Select(m => m with
    {
        Litres = (long)Math.Round(m.Litres * scenario.Factor, MidpointRounding.ToEven),
    })];

    private int NearestOfToday(int member)
    {
        var best = -1;
        for (var j = 0; j < asked.Candidates.Count; j++)
        {
            var nearer = best < 0 || asked.KmOf(member, j) < asked.KmOf(member, best);
            if (asked.Candidates[j].TodaySize >= 0 && double.IsFinite(asked.KmOf(member, j)) && nearer)
            {
                best = j;
            }
        }

        return best;
    }

    private List<Flow> TodayFlows(IReadOnlyList<Member> members) =>
        [.. members.Select((m, i) => new Flow(i, today[i], m.Litres)).Where(f => f.Site >= 0)];

    private static PlaceCost CostOf(PlaceCase asked, int[] size, IReadOnlyList<Flow> flows)
    {
        var (capital, upkeep, opening, closing, running, transport) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var j = 0; j < size.Length; j++)
        {
            var c = asked.Candidates[j];
            closing += size[j] < 0 ? asked.ClosingOf(j) : 0;
            opening += size[j] >= 0 && c.TodaySize < 0 ? c.Opening : 0;
            upkeep += size[j] >= 0 ? c.Sizes[size[j]].Upkeep : 0;
            capital += size[j] >= 0 ? asked.CapitalOf(j, size[j]) : 0;
        }

        foreach (var flow in flows)
        {
            running += flow.Quantity * (double)asked.Days * asked.Candidates[flow.Site].Sizes[size[flow.Site]].PerLitre;
            transport += asked.Transport(flow.Customer, flow.Site, flow.Quantity);
        }

        return new PlaceCost(capital, upkeep, opening, closing, running, transport);
    }

    private List<SiteUse> UsesOf(int[] size, IReadOnlyList<Flow> flows)
    {
        var uses = new List<SiteUse>();
        for (var j = 0; j < size.Length; j++)
        {
            var c = asked.Candidates[j];
            if (size[j] >= 0 || c.TodaySize >= 0)
            {
                var into = flows.Where(f => f.Site == j).ToList();
                uses.Add(new SiteUse(j, size[j], c.TodaySize, into.Sum(f => f.Quantity),
                    size[j] < 0 ? 0 : c.Sizes[size[j]].Capacity, into.Count));
            }
        }

        return uses;
    }

    private List<MemberEffect> EffectsOf(IReadOnlyList<Flow> flows)
    {
        var goes = flows.ToLookup(f => f.Customer);
        return [.. asked.Members.Select((m, i) =>
        {
            var before = today[i] < 0 ? double.NaN : asked.KmOf(i, today[i]);
            var parts = goes[i].OrderByDescending(f => f.Quantity).ThenBy(f => f.Site).ToList();
            var km = parts.Count == 0 ? double.NaN : parts.Count == 1 ? asked.KmOf(i, parts[0].Site)
                : parts.Sum(f => f.Quantity * asked.KmOf(i, f.Site)) / m.Litres;
            return new MemberEffect(i, [.. parts.Select(f => (f.Site, f.Quantity))], before, km,
                today[i] < 0 ? double.NaN : asked.Transport(i, today[i], m.Litres),
                parts.Sum(f => asked.Transport(i, f.Site, f.Quantity)));
        })];
    }
}
