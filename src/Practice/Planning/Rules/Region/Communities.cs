namespace Meent.Planning.Rules.Region;

/// <summary>Groups with more between their own than chance would give.</summary>
internal static class Communities
{
    /// <summary>Share of worth within groups, less what chance would give: Newman and Girvan 2004.</summary>
    public static double Modularity(RelationGraph graph, int[] group)
    {
        var (all, within) = (0.0, 0.0);
        var strength = new double[graph.Count];
        foreach (var r in graph.Relations)
        {
            all += r.Worth;
            within += group[r.From] == group[r.To] ? r.Worth : 0;
            strength[r.From] += r.Worth;
            strength[r.To] += r.Worth;
        }

        var byGroup = new Dictionary<int, double>();
        for (var v = 0; v < graph.Count; v++)
        {
            byGroup[group[v]] = byGroup.GetValueOrDefault(group[v]) + strength[v];
        }

        return all == 0 ? 0 : (within / all) - byGroup.Values.Sum(s => s / (2 * all) * (s / (2 * all)));
    }

    /// <summary>Groups of high modularity: moves of one activity and merges of groups (Blondel and others 2008), from
    /// several starts. Not proven best; the same at every run.</summary>
    public static int[] Find(RelationGraph graph, int starts = 20)
    {
        var best = new int[graph.Count];
        var most = double.NegativeInfinity;
        var dice = new Dice(1);
        for (var s = 0; s < starts; s++)
        {
            var group = Climb(graph, dice);
            var modularity = Modularity(graph, group);
            if (modularity > most + 1e-12)
            {
                (best, most) = (group, modularity);
            }
        }

        return Numbered(best);
    }

    private static int[] Climb(RelationGraph graph, Dice dice)
    {
        var whole = Enumerable.Range(0, graph.Count).ToArray();
        var links = new Dictionary<int, double>[graph.Count];
        for (var v = 0; v < graph.Count; v++)
        {
            links[v] = [];
        }

        foreach (var r in graph.Relations)
        {
            links[r.From][r.To] = links[r.From].GetValueOrDefault(r.To) + r.Worth;
            links[r.To][r.From] = links[r.To].GetValueOrDefault(r.From) + r.Worth;
        }

        while (true)
        {
            var group = Move(links, dice);
            var numbered = Numbered(group);
            whole = [.. whole.Select(v => numbered[v])];
            if (numbered.Max() + 1 == links.Length)
            {
                return whole;
            }

            links = Merge(links, numbered);
        }
    }

    /// <summary>Each goes where it belongs most, until none moves.</summary>
    private static int[] Move(Dictionary<int, double>[] links, Dice dice)
    {
        var group = Enumerable.Range(0, links.Length).ToArray();
        // A link of one with itself stands twice, as it ends there twice.
        var strength = links.Select(l => l.Values.Sum()).ToArray();
        var (total, all) = (strength.ToArray(), strength.Sum());
        var order = Enumerable.Range(0, links.Length).ToArray();
        dice.Shuffle<int>(order);
        var moved = all > 0;
        while (moved)
        {
            moved = false;
            foreach (var v in order)
            {
                var to = Best(links[v], group, total, strength[v], all, v);
                moved |= to != group[v];
                total[group[v]] -= strength[v];
                total[to] += strength[v];
                group[v] = to;
            }
        }

        return group;
    }

    private static int Best(
        Dictionary<int, double> links, int[] group, double[] total, double strength, double all, int v)
    {
        var toGroup = new SortedDictionary<int, double> { [group[v]] = 0 };
        foreach (var (w, worth) in links)
        {
            if (w != v)
            {
                toGroup[group[w]] = toGroup.GetValueOrDefault(group[w]) + worth;
            }
        }

        double Gain(int g) => toGroup[g] - (strength * (total[g] - (g == group[v] ? strength : 0)) / all);
        var best = group[v];
        var most = Gain(best);
        foreach (var g in toGroup.Keys)
        {
            var gain = Gain(g);
            if (gain > most + 1e-12)
            {
                (best, most) = (g, gain);
            }
        }

        return best;
    }

    private static Dictionary<int, double>[] Merge(Dictionary<int, double>[] links, int[] group)
    {
        var merged = Enumerable.Range(0, group.Max() + 1).Select(_ => new Dictionary<int, double>()).ToArray();
        for (var v = 0; v < links.Length; v++)
        {
            foreach (var (w, worth) in links[v])
            {
                merged[group[v]][group[w]] = merged[group[v]].GetValueOrDefault(group[w]) + worth;
            }
        }

        return merged;
    }

    private static int[] Numbered(int[] group)
    {
        var number = new Dictionary<int, int>();
        return [.. group.Select(g => number.TryGetValue(g, out var n) ? n : number[g] = number.Count)];
    }
}
