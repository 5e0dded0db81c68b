using Meent.Kernel;

namespace Meent.Planning.Rules.Region;

/// <summary>Something that goes between two activities: goods, knowledge, customers.</summary>
/// <param name="Worth">How much a year; 1 where only the relation is known.</param>
internal sealed record Relation(int From, int To, double Worth);

/// <summary>Activities and what goes between them, in whichever direction.</summary>
internal sealed class RelationGraph
{
    public const int MostActivities = 5_000;
    public const int MostRelations = 200_000;

    private readonly int[][] neighbours;

    private RelationGraph(int count, IReadOnlyList<Relation> relations)
    {
        Count = count;
        Relations = relations;
        var sets = Enumerable.Range(0, count).Select(_ => new SortedSet<int>()).ToArray();
        foreach (var r in relations.Where(r => r.From != r.To))
        {
            sets[r.From].Add(r.To);
            sets[r.To].Add(r.From);
        }

        neighbours = [.. sets.Select(s => s.ToArray())];
    }

    public int Count { get; }

    public IReadOnlyList<Relation> Relations { get; }

    public static Outcome<RelationGraph> Of(IReadOnlyList<string> activities, IReadOnlyList<Relation> relations)
    {
        if (activities.Count == 0)
        {
            return new Refusal("planning.region_no_activities");
        }

        if (activities.Count > MostActivities || relations.Count > MostRelations)
        {
            return activities.Count > MostActivities
                ? new Refusal("planning.region_too_many",
                    ("count", Plain.Of(activities.Count)), ("most", Plain.Of(MostActivities)))
                : new Refusal("planning.region_too_many",
                    ("count", Plain.Of(relations.Count)), ("most", Plain.Of(MostRelations)));
        }

        foreach (var r in relations)
        {
            if (r.From < 0 || r.From >= activities.Count || r.To < 0 || r.To >= activities.Count)
            {
                var unknown = r.From < 0 || r.From >= activities.Count ? r.From : r.To;
                return new Refusal("planning.region_unknown_activity", ("activity", Plain.Of(unknown)));
            }

            if (!(r.Worth >= 0 && r.Worth <= 1e15))
            {
                return new Refusal("planning.region_negative",
                    ("name", $"{activities[r.From]}, {activities[r.To]}"), ("value", Plain.Of(r.Worth)));
            }
        }

        return new RelationGraph(activities.Count, relations);
    }

    /// <summary>With how many others.</summary>
    public int Degree(int activity) => neighbours[activity].Length;

    /// <summary>Worth of all relations of an activity.</summary>
    public double Strength(int activity) =>
        Relations.Where(r => r.From != r.To && (r.From == activity || r.To == activity)).Sum(r => r.Worth);

    /// <summary>On how many shortest ways between two others an activity lies, ways that are equally short sharing the
    /// pair (L. C. Freeman 1977; U. Brandes, A faster algorithm for betweenness centrality, 2001).</summary>
    public double[] Betweenness()
    {
        var between = new double[Count];
        var (order, paths, distance) = (new int[Count], new double[Count], new int[Count]);
        var depends = new double[Count];
        for (var source = 0; source < Count; source++)
        {
            Array.Fill(distance, -1);
            Array.Clear(paths);
            Array.Clear(depends);
            (distance[source], paths[source], order[0]) = (0, 1, source);
            var found = 1;
            for (var at = 0; at < found; at++)
            {
                var v = order[at];
                foreach (var w in neighbours[v])
                {
                    if (distance[w] < 0)
                    {
                        distance[w] = distance[v] + 1;
                        order[found++] = w;
                    }

                    paths[w] += distance[w] == distance[v] + 1 ? paths[v] : 0;
                }
            }

            for (var at = found - 1; at > 0; at--)
            {
                var w = order[at];
                foreach (var v in neighbours[w])
                {
                    depends[v] += distance[v] == distance[w] - 1 ? paths[v] / paths[w] * (1 + depends[w]) : 0;
                }

                // Each pair is met from both its ends.
                between[w] += depends[w] / 2;
            }
        }

        return between;
    }

    /// <summary>Which activities hold parts together that would otherwise be apart: hinges (Hopcroft and Tarjan 1973).
    /// </summary>
    public bool[] Hinges()
    {
        var (hinge, seen, low) = (new bool[Count], new int[Count], new int[Count]);
        var (next, parent) = (new int[Count], new int[Count]);
        var time = 0;
        for (var root = 0; root < Count; root++)
        {
            if (seen[root] > 0)
            {
                continue;
            }

            var (stack, branches) = (new Stack<int>([root]), 0);
            (seen[root], low[root], parent[root]) = (++time, time, -1);
            while (stack.TryPeek(out var v))
            {
                if (next[v] < neighbours[v].Length)
                {
                    var w = neighbours[v][next[v]++];
                    if (seen[w] == 0)
                    {
                        (seen[w], low[w], parent[w]) = (++time, time, v);
                        stack.Push(w);
                    }
                    else if (w != parent[v])
                    {
                        low[v] = Math.Min(low[v], seen[w]);
                    }

                    continue;
                }

                stack.Pop();
                if (parent[v] is >= 0 and var p)
                {
                    low[p] = Math.Min(low[p], low[v]);
                    branches += p == root ? 1 : 0;
                    hinge[p] |= p != root && low[v] >= seen[p];
                }
            }

            hinge[root] = branches > 1;
        }

        return hinge;
    }

    /// <summary>Groups that hang together, numbered from the first activity on.</summary>
    /// <param name="without">An activity that is gone; -1: none. It has group -1.</param>
    public int[] Parts(int without = -1)
    {
        var part = new int[Count];
        Array.Fill(part, -1);
        var parts = 0;
        for (var root = 0; root < Count; root++)
        {
            if (part[root] >= 0 || root == without)
            {
                continue;
            }

            var queue = new Queue<int>([root]);
            part[root] = parts;
            while (queue.TryDequeue(out var v))
            {
                foreach (var w in neighbours[v].Where(w => w != without && part[w] < 0))
                {
                    part[w] = parts;
                    queue.Enqueue(w);
                }
            }

            parts++;
        }

        return part;
    }
}
