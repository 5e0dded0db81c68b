namespace Meent.Planning.Rules.Routing.Population;

/// <summary>Where islands show their best to each other and to who waits for it.</summary>
internal sealed class Board(IProgress<PlainSolution>? better)
{
    private readonly Lock gate = new();

    public Individual? Best { get; private set; }

    public void Show(Individual found)
    {
        lock (gate)
        {
            if (Best is null || found.Distance < Best.Distance)
            {
                Best = found;
                better?.Report(found.Solution());
            }
        }
    }

    /// <summary>The best where it is shorter than a distance; else null.</summary>
    public Individual? Under(long distance)
    {
        lock (gate)
        {
            return Best is { } best && best.Distance < distance ? best : null;
        }
    }
}
