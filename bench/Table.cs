namespace Meent.Bench;

/// <summary>Prints one row for each thing measured.</summary>
internal sealed class Table(TextWriter to, bool withSteps)
{
    private const string Line = "| {0,-62} | {1,9} | {2,9} | {3,9} | {4,8} | {5,8} | {6,-24} | {7,-6} |";
    private bool begun;

    /// <summary>Rows whose goal was missed.</summary>
    public int Missed { get; private set; }

    /// <summary>A time against the bound of the same run.</summary>
    /// <param name="most">Goal: at most so many times the bound.</param>
    public void Ratio(string what, Times times, Times bound, double most, string goal)
    {
        var (ratio, work) = (times.Median / bound.Median, times.Cpu / bound.Cpu);
        Row(what, $"{times.Median:0.000} s", $"{times.Min:0.000} s", $"{ratio:0.0}x", goal, ratio <= most,
            $"{times.Cpu:0.00} s", $"{work:0.0}x");
    }

    /// <summary>Seconds that somebody waits.</summary>
    public void Within(string what, Times times, double most) =>
        Row(what, $"{times.Median:0.000} s", $"{times.Min:0.000} s", "", $"{most:0} s", times.Median <= most,
            $"{times.Cpu:0.00} s");

    public void Plain(string what, Times times, string ratio = "") =>
        Row(what, $"{times.Median:0.000} s", $"{times.Min:0.000} s", ratio, "", null, $"{times.Cpu:0.00} s");

    public void Row(string what, string median, string min, string ratio, string goal, bool? met, string cpu = "",
        string work = "")
    {
        if (!begun)
        {
            begun = true;
            to.WriteLine(Line, "what", "median", "min", "cpu", "ratio", "cpu", "goal", "");
            to.WriteLine(Line, "---", "---:", "---:", "---:", "---:", "---:", "---", "---");
        }

        Missed += met == false ? 1 : 0;
        to.WriteLine(Line, what, median, min, cpu, ratio, work, goal, met switch { true => "met", false => "MISSED",
            _ =>
            "" });
        to.Flush();
    }

    public void Show(Steps steps)
    {
        if (withSteps)
        {
            steps.Print(to);
        }
    }
}
