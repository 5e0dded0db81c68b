namespace Meent.Planning.Rules.Location;

internal sealed partial class Relaxation
{
    private const int MostCuts = 30;

    private double countPrice;

    /// <summary>
    /// The price of capacity with the highest bound. For a price, each site takes its cheapest option; the bound is
    /// concave in it and its slope is the capacity still wanting, so that two tangents meet at the next price to try.
    /// </summary>
    /// <returns>price x what has to be open; infinite where too little can be opened.</returns>
    private double PriceCapacity(uint[] allowed)
    {
        CapacityPrice = 0;
        if (problem.Uncapacitated && problem.Least > 0)
        {
            return 0;
        }

        var need = (double)problem.Need;
        var (value, open) = Tangent(0, allowed);
        if (open >= need)
        {
            return 0;
        }

        var (leftPrice, leftValue, leftSlope) = (0.0, value, need - open);
        var rightPrice = 1e-3 + (Math.Abs(value) / need);
        (value, open) = Tangent(rightPrice, allowed);
        for (var wider = 0; open < need && wider < 60; wider++)
        {
            (leftPrice, leftValue, leftSlope) = (rightPrice, value + (rightPrice * need), need - open);
            rightPrice *= 4;
            (value, open) = Tangent(rightPrice, allowed);
        }

        var (rightValue, rightSlope) = (value + (rightPrice * need), need - open);
        for (var cuts = 0; cuts < MostCuts && rightSlope < 0; cuts++)
        {
            var at = ((rightValue - (rightSlope * rightPrice)) - (leftValue - (leftSlope * leftPrice)))
                / (leftSlope - rightSlope);
            (value, open) = Tangent(at, allowed);
            var (here, slope) = (value + (at * need), need - open);
            var promised = leftValue + (leftSlope * (at - leftPrice));
            if (slope <= 0)
            {
                (rightPrice, rightValue, rightSlope) = (at, here, slope);
            }
            else
            {
                (leftPrice, leftValue, leftSlope) = (at, here, slope);
            }

            if (slope == 0 || here >= promised - (1e-12 * Math.Abs(promised)) - 1e-12)
            {
                break;
            }
        }

        CapacityPrice = rightPrice;
        return rightSlope > 0 ? double.PositiveInfinity : rightPrice * need;
    }

    /// <returns>The cheapest cost of all sites at this price, and the capacity they open.</returns>
    private (double Value, double Open) Tangent(double price, uint[] allowed)
    {
        var (value, open) = (0.0, 0.0);
        for (var j = 0; j < sites; j++)
        {
            var first = problem.First[j];
            var closable = (allowed[j] & 1) != 0;
            var (least, capacity) = (closable ? OptionCost[first] : double.PositiveInfinity, 0L);
            for (var o = first + 1; o < problem.First[j + 1]; o++)
            {
                if ((allowed[j] >> (o - first) & 1) != 0)
                {
                    var cost = OptionCost[o] - (price * problem.Capacity[o]) - countPrice;
                    if (cost < least || (cost == least && problem.Capacity[o] > capacity))
                    {
                        (least, capacity) = (cost, problem.Capacity[o]);
                    }
                }
            }

            value += least;
            open += capacity;
        }

        return (value, open);
    }

    /// <summary>Opens the sites that are worth it, and as many as have to be.</summary>
    /// <returns>What they cost at the price of capacity.</returns>
    private double ChooseSites(uint[] allowed)
    {
        var (sum, frees) = (0.0, 0);
        OpenCount = 0;
        for (var j = 0; j < sites; j++)
        {
            BestOf(j, allowed[j]);
            var closable = (allowed[j] & 1) != 0;
            Open[j] = !closable;
            OpenCount += closable ? 0 : 1;
            sum += closable ? OptionCost[problem.First[j]] : Best[j];
            if (closable && allowed[j] != 1)
            {
                free[frees] = Delta[j];
                freeSite[frees++] = j;
            }
        }

        Array.Sort(free, freeSite, 0, frees);
        var taken = 0;
        while (taken < frees && (OpenCount < problem.Least || (OpenCount < problem.Most && free[taken] < 0)))
        {
            sum += free[taken];
            Open[freeSite[taken++]] = true;
            OpenCount++;
        }

        NextIn = taken < frees ? free[taken] : double.PositiveInfinity;
        NextOut = taken > 0 ? free[taken - 1] : double.NegativeInfinity;
        countPrice = OpenCount == problem.Least && NextOut > 0 ? NextOut
            : OpenCount == problem.Most && NextIn < 0 ? NextIn : 0;
        return OpenCount < problem.Least || OpenCount > problem.Most ? double.PositiveInfinity : sum;
    }

    private void BestOf(int j, uint allowed)
    {
        var first = problem.First[j];
        (Best[j], BestOption[j]) = (double.PositiveInfinity, first);
        for (var o = first + 1; o < problem.First[j + 1]; o++)
        {
            var cost = OptionCost[o] - (CapacityPrice * problem.Capacity[o]);
            if ((allowed >> (o - first) & 1) != 0 && cost < Best[j])
            {
                (Best[j], BestOption[j]) = (cost, o);
            }
        }

        Delta[j] = Best[j] - OptionCost[first];
    }

    /// <summary>By how much the bound rises at least when a site has to take this option instead.</summary>
    public double Penalty(int j, int option, uint allowed)
    {
        var first = problem.First[j];
        if (option == first)
        {
            return !Open[j] ? 0
                : OpenCount == problem.Least ? NextIn - Delta[j]
                : -Delta[j] + (OpenCount == problem.Most ? Math.Min(0, NextIn) : 0);
        }

        var more = OptionCost[option] - (CapacityPrice * problem.Capacity[option]) - Best[j];
        if (Open[j])
        {
            return more;
        }

        return (allowed & 1) == 0 ? more
            : more + Delta[j] - (OpenCount == problem.Most ? NextOut : Math.Max(0, NextOut));
    }
}
