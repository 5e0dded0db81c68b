namespace Meent.Planning.Rules.Location;

/// <summary>
/// Brings a plan with split customers to one where each goes to one site. The transportation optimum splits fewer
/// customers than there are sites; those go to the cheapest site with room, if need be in exchange for a smaller one,
/// and then shifts and swaps better the whole. The bound of the split problem holds for this one as well.
/// </summary>
internal sealed class WholeAssignment
{
    private const int MostForSwaps = 800;

    private readonly LocationProblem problem;
    private readonly int[] option;
    private readonly int[] site;
    private readonly long[] room;

    private WholeAssignment(LocationProblem problem, int[] option)
    {
        (this.problem, this.option, site) = (problem, option, new int[problem.Customers]);
        room = [.. option.Select(o => problem.Capacity[o])];
    }

    /// <returns>Flows of whole customers; the given ones where that cannot be.</returns>
    /// <param name="option">Option of each site, counted over all sites.</param>
    public static IReadOnlyList<Flow> From(LocationProblem problem, int[] option, IReadOnlyList<Flow> flows)
    {
        var whole = new WholeAssignment(problem, option);
        return whole.Place(flows)
            ? [.. whole.site.Select((j, i) => new Flow(i, j, problem.Demand[i]))]
            : flows;
    }

    private bool Place(IReadOnlyList<Flow> flows)
    {
        Array.Fill(site, -1);
        foreach (var flow in flows.Where(f => f.Quantity == problem.Demand[f.Customer]))
        {
            Put(flow.Customer, flow.Site);
        }

        var split = Enumerable.Range(0, site.Length).Where(i => site[i] < 0);
        foreach (var i in split.OrderByDescending(i => problem.Demand[i]).ThenBy(i => i).ToList())
        {
            if (!PutCheapest(i) && !PutInstead(i))
            {
                return false;
            }
        }

        while (Shift() || Swap())
        {
        }

        return true;
    }

    private void Put(int i, int j)
    {
        site[i] = j;
        room[j] -= problem.Demand[i];
    }

    private double CostOf(int i, int j) =>
        problem.Cost[(i * problem.Sites) + j] + (problem.Demand[i] * problem.Running[option[j]]);

    private bool IsOpen(int j) => option[j] > problem.First[j];

    private int Cheapest(int i, long demand, int but)
    {
        var (best, least) = (-1, problem.Far);
        for (var j = 0; j < problem.Sites; j++)
        {
            if (IsOpen(j) && j != but && room[j] >= demand && CostOf(i, j) < least)
            {
                (best, least) = (j, CostOf(i, j));
            }
        }

        return best;
    }

    private bool PutCheapest(int i)
    {
        var j = Cheapest(i, problem.Demand[i], -1);
        if (j >= 0)
        {
            Put(i, j);
        }

        return j >= 0;
    }

    /// <summary>Puts a customer where another one leaves for a third place, at the least cost.</summary>
    private bool PutInstead(int i)
    {
        var (leaves, goes, least) = (-1, -1, problem.Far);
        for (var k = 0; k < site.Length; k++)
        {
            var j = site[k];
            if (j < 0 || room[j] + problem.Demand[k] < problem.Demand[i])
            {
                continue;
            }

            var to = Cheapest(k, problem.Demand[k], j);
            if (to >= 0 && CostOf(i, j) + CostOf(k, to) - CostOf(k, j) < least)
            {
                (leaves, goes, least) = (k, to, CostOf(i, j) + CostOf(k, to) - CostOf(k, j));
            }
        }

        if (leaves < 0)
        {
            return false;
        }

        var freed = site[leaves];
        room[freed] += problem.Demand[leaves];
        Put(leaves, goes);
        Put(i, freed);
        return true;
    }

    private bool Shift()
    {
        var better = false;
        for (var i = 0; i < site.Length; i++)
        {
            var j = site[i];
            var to = Cheapest(i, problem.Demand[i], j);
            if (to >= 0 && CostOf(i, to) < CostOf(i, j) - 1e-9)
            {
                room[j] += problem.Demand[i];
                Put(i, to);
                better = true;
            }
        }

        return better;
    }

    private bool Swap()
    {
        var better = false;
        for (var i = 0; i < site.Length && site.Length <= MostForSwaps; i++)
        {
            for (var k = i + 1; k < site.Length; k++)
            {
                var (a, b) = (site[i], site[k]);
                var more = problem.Demand[k] - problem.Demand[i];
                if (a != b && more <= room[a] && -more <= room[b]
                    && CostOf(i, b) + CostOf(k, a) < CostOf(i, a) + CostOf(k, b) - 1e-9)
                {
                    room[a] += problem.Demand[i];
                    room[b] += problem.Demand[k];
                    Put(i, b);
                    Put(k, a);
                    better = true;
                }
            }
        }

        return better;
    }
}
