namespace Meent.Planning.Rules.Routing.Population;

/// <summary>What a unit over capacity and a unit over the maximal distance cost; they adapt so that about a fifth of
/// what the local search makes is feasible (Vidal 2022).</summary>
internal sealed class Penalties
{
    private const double Target = 0.2;
    private const int Recent = 100;

    private readonly Queue<bool> loads = new();
    private readonly Queue<bool> distances = new();

    public Penalties(Network network)
    {
        Load = Math.Clamp((double)network.MaxArc / Math.Max(1, network.MaxDemand), 0.1, 1000);
        Distance = network.Limited ? 1 : 0;
    }

    public double Load { get; private set; }

    public double Distance { get; private set; }

    public void Heed(Individual made)
    {
        Heed(loads, made.ExcessLoad == 0);
        Heed(distances, made.ExcessDistance == 0);
    }

    public void Adapt()
    {
        Load = Adapted(Load, loads);
        Distance = Adapted(Distance, distances);
    }

    private static void Heed(Queue<bool> recent, bool kept)
    {
        recent.Enqueue(kept);
        if (recent.Count > Recent)
        {
            recent.Dequeue();
        }
    }

    private static double Adapted(double penalty, Queue<bool> recent)
    {
        var share = recent.Count(k => k) / (double)Math.Max(1, recent.Count);
        var factor = share <= Target - 0.05 ? 1.2 : share >= Target + 0.05 ? 0.85 : 1;
        return penalty == 0 ? 0 : Math.Clamp(penalty * factor, 0.1, 100_000);
    }
}
