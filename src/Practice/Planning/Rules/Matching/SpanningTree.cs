namespace Meent.Planning.Rules.Matching;

/// <summary>A rooted spanning tree with dual values. The nodes stand on a thread in preorder: a node is followed by all
/// that hang below it. Moving a branch costs time in proportion to the branch.</summary>
internal sealed class SpanningTree
{
    private readonly int root;
    private readonly int[] next;
    private readonly int[] previous;
    private readonly int[] depth;
    private readonly int[] branch;

    /// <param name="nodes">All but the root, which is the node after the last.</param>
    public SpanningTree(int nodes)
    {
        root = nodes;
        Parent = new int[nodes + 1];
        UpArc = new int[nodes + 1];
        Up = new bool[nodes + 1];
        Potential = new long[nodes + 1];
        next = new int[nodes + 1];
        previous = new int[nodes + 1];
        depth = new int[nodes + 1];
        branch = new int[nodes + 1];
        Parent[root] = -1;
        UpArc[root] = -1;
        next[root] = root;
        previous[root] = root;
    }

    public int[] Parent { get; }

    /// <summary>The arc between a node and its parent.</summary>
    public int[] UpArc { get; }

    /// <summary>That arc leads to the parent.</summary>
    public bool[] Up { get; }

    public long[] Potential { get; }

    /// <summary>A node below the root, at the end of the thread.</summary>
    public void Hang(int node, int arc, bool up, long potential)
    {
        (Parent[node], UpArc[node], Up[node], Potential[node], depth[node]) = (root, arc, up, potential, 1);
        Link(previous[root], node);
        Link(node, root);
    }

    /// <summary>Where the ways of two nodes to the root meet.</summary>
    public int Apex(int one, int other)
    {
        while (one != other)
        {
            if (depth[one] >= depth[other])
            {
                one = Parent[one];
            }
            else
            {
                other = Parent[other];
            }
        }

        return one;
    }

    /// <summary>The branch below a node is cut off there and hung up again by another node of it.</summary>
    /// <param name="cut">Top of the branch; its arc to its parent goes.</param>
    /// <param name="inside">The new top.</param>
    /// <param name="outside">The node it hangs on from now on.</param>
    /// <param name="arc">The arc between both.</param>
    /// <param name="up">That arc leads from inside to outside.</param>
    /// <param name="shift">Added to the dual value of each node of the branch.</param>
    public void Move(int cut, int inside, int outside, int arc, bool up, long shift)
    {
        var (count, after) = Collect(cut, inside);
        Link(previous[cut], after);
        Reverse(cut, inside, outside, arc, up);
        var end = next[outside];
        var last = outside;
        for (var i = 0; i < count; i++)
        {
            var node = branch[i];
            Link(last, node);
            depth[node] = depth[Parent[node]] + 1;
            Potential[node] += shift;
            last = node;
        }

        Link(last, end);
    }

    /// <summary>The branch in the order of the thread that it will have: from the new top upwards, each with what hangs
    /// below it and was not there yet.</summary>
    /// <returns>How many nodes, and the node behind the branch on the thread as it was.</returns>
    private (int Count, int After) Collect(int cut, int inside)
    {
        var count = 0;
        var (below, after) = (-1, -1);
        for (var top = inside; ; top = Parent[top])
        {
            branch[count++] = top;
            var node = next[top];
            while (depth[node] > depth[top])
            {
                if (node == below)
                {
                    node = after;
                }
                else
                {
                    branch[count++] = node;
                    node = next[node];
                }
            }

            (below, after) = (top, node);
            if (top == cut)
            {
                return (count, after);
            }
        }
    }

    /// <summary>Turns the arcs between the new top and the old one.</summary>
    private void Reverse(int cut, int inside, int outside, int arc, bool up)
    {
        var (node, parent) = (inside, outside);
        while (true)
        {
            var (above, aboveArc, aboveUp) = (Parent[node], UpArc[node], Up[node]);
            (Parent[node], UpArc[node], Up[node]) = (parent, arc, up);
            if (node == cut)
            {
                return;
            }

            (parent, node, arc, up) = (node, above, aboveArc, !aboveUp);
        }
    }

    private void Link(int one, int other)
    {
        next[one] = other;
        previous[other] = one;
    }
}
