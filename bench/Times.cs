using System.Diagnostics;

namespace Meent.Bench;

/// <summary>How long several runs of one thing took, in seconds.</summary>
internal sealed class Times
{
    public const int Runs = 3;
    private readonly List<double> seconds = [];
    private readonly List<double> cpu = [];

    public double Median => seconds.Order().ElementAt(seconds.Count / 2);

    public double Min => seconds.Min();

    public int Count => seconds.Count;

    /// <summary>Processor time of one run, on average.</summary>
    public double Cpu => cpu.Average();

    public void Add(double value, double processor)
    {
        seconds.Add(value);
        cpu.Add(processor);
    }

    public async Task Of(Func<Task> run)
    {
        Settle();
        var before = Bench.Cpu.Now();
        var watch = Stopwatch.StartNew();
        await run();
        Add(watch.Elapsed.TotalSeconds, Bench.Cpu.Now() - before);
    }

    /// <summary>What an earlier run left behind is not charged to the next.</summary>
    public static void Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}

/// <summary>Where the time of a run goes, step by step; printed with --steps.</summary>
internal sealed class Steps
{
    private readonly List<(string Name, Times Times, long Bytes)> steps = [];
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private long bytes;
    private double cpu;

    public void Begin()
    {
        bytes = GC.GetTotalAllocatedBytes();
        cpu = Cpu.Now();
        watch.Restart();
    }

    public void Mark(string name)
    {
        var took = watch.Elapsed.TotalSeconds;
        var made = GC.GetTotalAllocatedBytes() - bytes;
        var at = steps.FindIndex(s => s.Name == name);
        var times = at < 0 ? new Times() : steps[at].Times;
        times.Add(took, Cpu.Now() - cpu);
        if (at < 0)
        {
            steps.Add((name, times, made));
        }

        Begin();
    }

    public void Print(TextWriter to)
    {
        foreach (var (name, times, made) in steps)
        {
            to.WriteLine($"      {name,-34} {times.Median * 1000,8:0} ms  min {times.Min * 1000,6:0}  {made >> 20,5} MB  cpu {times.Cpu * 1000,6:0} ms");
        }
    }
}
