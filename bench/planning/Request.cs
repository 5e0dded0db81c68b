namespace Meent.Bench.Planning;

/// <summary>What to measure: all sets, or those named.</summary>
/// <param name="Quick">One seed and a few instances of each set, under five minutes in all.</param>
/// <param name="Only">Instances whose name begins so; empty: all.</param>
/// <param name="Seconds">Another time limit than the set's own; 0: its own.</param>
internal sealed record Request(
    IReadOnlyList<string> Sets, bool Quick, IReadOnlyList<ulong> Seeds, int Threads, string Only, double Seconds)
{
    public static Request Parse(string[] args)
    {
        var sets = new List<string>();
        var quick = args.Contains("--quick");
        ulong[] seeds = quick ? [1] : [1, 2, 3];
        var (threads, only, seconds) = (2, "", 0.0);
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--quick": break;
                case "--seeds": seeds = [.. args[++i].Split(',').Select(ulong.Parse)]; break;
                case "--threads": threads = int.Parse(args[++i], null); break;
                case "--only": only = args[++i]; break;
                case "--seconds": seconds = double.Parse(args[++i], null); break;
                default: sets.Add(args[i]); break;
            }
        }

        return new Request(sets, quick, seeds, threads, only, seconds);
    }
}
