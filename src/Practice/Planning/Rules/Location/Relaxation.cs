namespace Meent.Planning.Rules.Location;

/// <summary>
/// Lagrangian relaxation of "everybody is served once" (Geoffrion and McBride 1978; Beasley 1988). What remains is, for
/// each option of a site, a continuous knapsack of the customers worth more than they cost; and over the sites a choice
/// of options that keeps the count and has capacity for all. The latter is relaxed as well, with the best multiplier
/// (one dimension, concave). Any prices give a valid lower bound.
/// </summary>
internal sealed partial class Relaxation
{
    private readonly LocationProblem problem;
    private readonly int customers;
    private readonly int sites;
    private readonly int[] bucket;
    private readonly double[] density;
    private readonly int[] count;
    private readonly long[] load;
    private readonly double[] worth;
    private readonly double[] weightless;
    private readonly bool[] sorted;
    private readonly double[] free;
    private readonly int[] freeSite;

    public Relaxation(LocationProblem problem)
    {
        this.problem = problem;
        (customers, sites) = (problem.Customers, problem.Sites);
        bucket = new int[customers * sites];
        density = problem.Uncapacitated ? [] : new double[customers * sites];
        (count, load, worth, sorted) = (new int[sites], new long[sites], new double[sites], new bool[sites]);
        OptionCost = new double[problem.First[sites]];
        (Best, BestOption, Delta) = (new double[sites], new int[sites], new double[sites]);
        (Open, Slack) = (new bool[sites], new double[customers]);
        (weightless, free, freeSite) = (new double[sites], new double[sites], new int[sites]);
    }

    /// <summary>Of each option at the last prices: its fixed cost less what its customers bring above their cost.
    /// </summary>
    public double[] OptionCost { get; }

    /// <summary>Cheapest open option of each site, counting capacity at its price, and what it costs.</summary>
    public int[] BestOption { get; }

    public double[] Best { get; }

    /// <summary>What opening a site costs more than leaving it closed.</summary>
    public double[] Delta { get; }

    /// <summary>Sites that the relaxed problem opens.</summary>
    public bool[] Open { get; }

    public int OpenCount { get; private set; }

    /// <summary>1 - how often each customer is served: the way up for its price.</summary>
    public double[] Slack { get; }

    /// <summary>Price of a unit of capacity, 0 or more.</summary>
    public double CapacityPrice { get; private set; }

    /// <summary>The smallest <see cref="Delta"/> of a free closed site, the largest of a free open one.</summary>
    public double NextIn { get; private set; }

    public double NextOut { get; private set; }

    /// <returns>A lower bound over all plans whose options are in <paramref name="allowed"/>; infinite where there is
    /// no such plan.</returns>
    public double Evaluate(double[] prices, uint[] allowed)
    {
        Gather(prices, allowed);
        for (var j = 0; j < sites; j++)
        {
            PriceOptions(j, allowed[j]);
        }

        var bound = PriceCapacity(allowed);
        foreach (var price in prices)
        {
            bound += price;
        }

        bound += ChooseSites(allowed);
        CountService();
        return bound;
    }

    /// <summary>For each site the customers whose price is above what they cost there.</summary>
    private void Gather(double[] prices, uint[] allowed)
    {
        Array.Clear(count);
        Array.Clear(load);
        Array.Clear(worth);
        Array.Clear(weightless);
        Array.Clear(sorted);
        var limited = !problem.Uncapacitated;
        for (var i = 0; i < customers; i++)
        {
            var price = prices[i];
            var demand = problem.Demand[i];
            var end = (i + 1) * sites;
            for (var at = i * sites; at < end && problem.Sorted[at] < price; at++)
            {
                var j = problem.Order[at];
                if (allowed[j] == 1)
                {
                    continue;
                }

                var gain = problem.Sorted[at] - price;
                var slot = (j * customers) + count[j]++;
                bucket[slot] = i;
                worth[j] += gain;
                load[j] += demand;
                if (limited)
                {
                    density[slot] = demand == 0 ? double.NegativeInfinity : gain / demand;
                    weightless[j] += demand == 0 ? gain : 0;
                }
            }
        }
    }

    private void PriceOptions(int j, uint allowed)
    {
        var first = problem.First[j];
        OptionCost[first] = problem.Fixed[first];
        for (var o = first + 1; o < problem.First[j + 1]; o++)
        {
            if ((allowed >> (o - first) & 1) != 0)
            {
                var all = load[j] <= problem.Capacity[o] && problem.Running[o] == 0;
                OptionCost[o] = problem.Fixed[o] + (all ? worth[j] : Fill(j, o, 0));
            }
        }
    }

    /// <summary>Fills an option with its best customers, a part of the last one.</summary>
    /// <param name="served">-1 takes what is served off <see cref="Slack"/>; 0 only reckons.</param>
    private double Fill(int j, int option, int served)
    {
        var from = j * customers;
        if (!sorted[j])
        {
            Array.Sort(density, bucket, from, count[j]);
            sorted[j] = true;
        }

        var (room, running, sum) = (problem.Capacity[option], problem.Running[option], weightless[j]);
        for (var at = from; at < from + count[j]; at++)
        {
            var demand = problem.Demand[bucket[at]];
            if (demand > 0 && (room == 0 || density[at] + running >= 0))
            {
                break;
            }

            var taken = Math.Min(room, demand);
            var share = demand == 0 ? 1.0 : (double)taken / demand;
            room -= taken;
            sum += demand == 0 ? 0 : taken * (density[at] + running);
            Slack[bucket[at]] += served * share;
        }

        return sum;
    }

    /// <summary>How often everybody is served by the open sites.</summary>
    private void CountService()
    {
        Array.Fill(Slack, 1.0);
        for (var j = 0; j < sites; j++)
        {
            if (!Open[j])
            {
                continue;
            }

            var option = BestOption[j];
            if (load[j] > problem.Capacity[option] || problem.Running[option] > 0)
            {
                Fill(j, option, -1);
                continue;
            }

            var from = j * customers;
            for (var at = from; at < from + count[j]; at++)
            {
                Slack[bucket[at]]--;
            }
        }
    }
}
