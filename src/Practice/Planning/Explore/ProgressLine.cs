using System.Diagnostics;
using Meent.Planning.Report;

namespace Meent.Planning.Explore;

/// <summary>Says on standard error how far a verb is, once in a second at most.</summary>
internal sealed class ProgressLine(TextWriter to, Speech speech) : IProgress<Stage>
{
    private readonly Lock oneAtATime = new();
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private TimeSpan next = TimeSpan.FromSeconds(1);

    public void Report(Stage value)
    {
        lock (oneAtATime)
        {
            if (watch.Elapsed < next)
            {
                return;
            }

            next = watch.Elapsed + TimeSpan.FromSeconds(1);
            to.WriteLine($"{speech.Number(Math.Clamp(value.Share, 0, 1) * 100, 0)} % {speech.Say(value.Doing)}");
        }
    }
}
