namespace Meent.Bench;

/// <summary>Prints one row for each thing measured.</summary>
internal sealed class Table(TextWriter to, bool withSteps)
{
    private const string Line = "| {0,-62} | {1,9} | {2,9} | {3,8} | {4,-24} | {5,-6} |";
    private bool begun;

    /// <summary>Rows whose goal was missed.</summary>
    public int Missed { get; private set; }

    /// <summary>A time against the bound of the same run.</summary>
    /// <param name="most">Goal: at most so many times the bound.</param>
    public void Ratio(string what, Times times, Times bound, double most, string goal)
    {
        var ratio = times.Median / bound.Median;
        Row(what, $"{times.Median:0.000} s", $"{times.Min:0.000} s", $"{ratio:0.0}x", goal, ratio <= most);
    }

    public void Plain(string what, Times times, string ratio = "") =>
        Row(what, $"{times.Median:0.000} s", $"{times.Min:0.000} s", ratio, "", null);

    public void Row(string what, string median, string min, string ratio, string goal, bool? met)
    {
        if (!begun)
        {
            begun = true;
            to.WriteLine(Line, "what", "median", "min", "ratio", "goal", "");
            to.WriteLine(Line, "---", "---:", "---:", "---:", "---", "---");
        }

        Missed += met == false ? 1 : 0;
        to.WriteLine(Line, what, median, min, ratio, goal, met switch { true => "met", false => "MISSED", _ => "" });
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
