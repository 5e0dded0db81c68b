namespace Meent.Planning.Rules.Routing.Population;

/// <summary>Simulated annealing by string removals. With several threads each takes a sector of the routes around the
/// depot, round after round at other borders, so that they work on one solution together.</summary>
internal sealed class Annealing
{
    /// <summary>Steps at one temperature.</summary>
    private const int Together = 500;

    private readonly Network network;
    private readonly Dice dice;
    private readonly Strings[] workers;
    private readonly int[] order;
    private readonly double[] angles;
    private readonly int[] borders;

    /// <summary>Steps until the sectors change.</summary>
    private readonly int round;

    public Annealing(Network network, Dice dice, int threads, int beside)
    {
        (this.network, this.dice) = (network, dice);
        workers = [.. Enumerable.Range(0, threads).Select(_ => new Strings(network, new Dice(dice.Next()), beside))];
        (order, angles) = (new int[network.Lorries], new double[network.Lorries]);
        borders = new int[threads + 1];
        round = Math.Max(4000, 4 * network.Size);
    }

    public long Steps { get; private set; }

    /// <param name="part">How much of this annealing's budget is used, 0 to 1.</param>
    /// <param name="hot">Temperature at the start, in units of distance.</param>
    public Individual Run(Individual start, Func<double> part, double hot, double cold, Action<Individual> better)
    {
        if (workers.Length == 1)
        {
            return Alone(start, part, hot, cold, better);
        }

        var (now, best) = (start, start);
        for (var used = part(); used < 1; used = part())
        {
            var heat = hot * Math.Pow(cold / hot, used);
            Share(now);
            Parallel.For(0, workers.Length, w => Anneal(workers[w], heat, round));
            Steps += round * (long)workers.Length;
            if (workers.Sum(w => w.Best) < best.Distance)
            {
                best = Joined(w => w.BestTour);
                better(best);
            }

            now = Joined(w => w.Current());
        }

        return best;
    }

    private Individual Alone(Individual start, Func<double> part, double hot, double cold, Action<Individual> better)
    {
        var worker = workers[0];
        var best = start;
        worker.Load(start);
        for (var used = part(); used < 1; used = part())
        {
            Anneal(worker, hot * Math.Pow(cold / hot, used), Together);
            Steps += Together;
            if (Steps % round < Together && worker.Best < best.Distance)
            {
                best = Joined(w => w.BestTour);
                better(best);
            }
        }

        return worker.Best < best.Distance ? Joined(w => w.BestTour) : best;
    }

    private static void Anneal(Strings worker, double heat, int steps)
    {
        for (var k = 0; k < steps && worker.Stops > 0; k++)
        {
            worker.Step(heat);
        }
    }

    /// <summary>Cuts the routes into sectors of about as many customers each.</summary>
    private void Share(Individual now)
    {
        var turn = dice.Fraction() * 2 * Math.PI;
        for (var r = 0; r < now.RouteCount; r++)
        {
            var (x, y) = (0.0, 0.0);
            for (var k = now.Start[r]; k < now.Start[r + 1]; k++)
            {
                x += network.X[now.Tour[k]] - network.X[0];
                y += network.Y[now.Tour[k]] - network.Y[0];
            }

            order[r] = r;
            angles[r] = (Math.Atan2(y, x) + Math.PI + turn) % (2 * Math.PI);
        }

        Array.Sort(angles, order, 0, now.RouteCount);
        var (seen, at, spare) = (0, 0, network.Lorries - now.RouteCount);
        for (var w = 0; w < workers.Length; w++)
        {
            borders[w] = at;
            var until = (long)now.Tour.Length * (w + 1) / workers.Length;
            while (at < now.RouteCount && (w == workers.Length - 1 || seen < until))
            {
                seen += now.Start[order[at] + 1] - now.Start[order[at]];
                at++;
            }

            var mine = (spare / workers.Length) + (w < spare % workers.Length ? 1 : 0);
            workers[w].Load(now, order.AsSpan(borders[w], at - borders[w]), mine);
        }
    }

    private Individual Joined(Func<Strings, Individual> part)
    {
        var joined = new Individual(network.Size);
        var at = 0;
        foreach (var worker in workers)
        {
            var given = part(worker);
            var length = given.Start[given.RouteCount];
            Array.Copy(given.Tour, 0, joined.Tour, at, length);
            for (var r = 0; r < given.RouteCount; r++)
            {
                joined.Start[joined.RouteCount++] = at + given.Start[r];
            }

            at += length;
        }

        joined.Start[joined.RouteCount] = at;
        joined.Reckon(network);
        return joined;
    }
}
