namespace Meent.Planning.Rules.Location;

internal sealed partial class LocationSearch
{
    /// <summary>Part of the budget that starts may take.</summary>
    private const double ForStarts = 0.25;

    private void FindStarts()
    {
        if (!problem.Uncapacitated)
        {
            FindLinearStarts();
            return;
        }

        var option = new int[problem.Sites];
        var kicks = 30 + (problem.Sites / 4);
        for (var start = 0; start < 2; start++)
        {
            RandomSet(option);
            incumbent.Try(option, problem.Allowed, true, Searching(1));
        }

        for (var k = 0; k < kicks && Used < ForStarts; k++)
        {
            iterations++;
            if (double.IsPositiveInfinity(incumbent.Cost))
            {
                RandomSet(option);
            }
            else
            {
                incumbent.Option.CopyTo(option, 0);
                Kick(option);
            }

            incumbent.Try(option, problem.Allowed, true, Searching(1));
        }
    }

    /// <summary>Reckons the plans of each line, then searches on from the best.</summary>
    private void FindLinearStarts()
    {
        var (start, option) = (new LinearStart(problem), new int[problem.Sites]);
        for (var way = 0; way < start.Count && Used < ForStarts; way++)
        {
            RandomSet(option);
            start.Plan(way, option);
            incumbent.Try(option, problem.Allowed, false, Searching(1));
        }

        if (double.IsFinite(incumbent.Cost))
        {
            incumbent.Option.CopyTo(option, 0);
            incumbent.Try(option, problem.Allowed, true, Searching(Used + ForStarts));
        }
    }

    /// <summary>As few sites as are allowed, or some where that is one.</summary>
    private void RandomSet(int[] option)
    {
        var order = Enumerable.Range(0, problem.Sites).ToArray();
        dice.Shuffle<int>(order);
        var wanted = Math.Clamp(problem.Least, Math.Min(problem.Most, 1 + (problem.Sites / 8)), problem.Most);
        var open = 0;
        foreach (var j in order)
        {
            var forced = (problem.Allowed[j] & 1) == 0;
            option[j] = problem.First[j] + (forced ? 1 : 0);
            open += forced ? 1 : 0;
        }

        foreach (var j in order)
        {
            if (open < wanted && option[j] == problem.First[j] && problem.Allowed[j] != 1)
            {
                option[j]++;
                open++;
            }
        }
    }

    /// <summary>Closes a few sites and opens as many others.</summary>
    private void Kick(int[] option)
    {
        var open = option.Select((o, j) => (o, j)).Where(x => x.o > problem.First[x.j]).Select(x => x.j).ToArray();
        var times = Math.Max(2, Math.Min(open.Length / 6, 12));
        for (var k = 0; k < times; k++)
        {
            var from = open[dice.Below(open.Length)];
            var into = dice.Below(problem.Sites);
            if (option[from] > problem.First[from] && (problem.Allowed[from] & 1) != 0
                && option[into] == problem.First[into] && problem.Allowed[into] != 1)
            {
                option[from]--;
                option[into]++;
            }
        }
    }
}
