namespace Meent.Planning.Rules.Routing.Population;

/// <summary>The plain capacitated vehicle routing problem: one depot, alike lorries.</summary>
/// <param name="Size">The depot (node 0) and the customers (1 to Size - 1).</param>
/// <param name="Distance">From i to j at i * Size + j; may differ from that of j to i. At most 100 million.</param>
/// <param name="Demand">Of each node; that of the depot is 0.</param>
/// <param name="MaxLorries">0: no limit.</param>
/// <param name="X">Of each node, with Y; null: derived from the distances. They guide the search and never
/// count.</param>
/// <param name="Y">See X.</param>
/// <param name="MaxDistance">Of one route, from depot to depot; 0: no limit.</param>
internal sealed record PlainProblem(
    int Size,
    int[] Distance,
    int[] Demand,
    int Capacity,
    int MaxLorries,
    double[]? X,
    double[]? Y,
    long MaxDistance = 0);

/// <param name="Routes">The customers of each route in their order, without the depot; no route is empty.</param>
internal sealed record PlainSolution(IReadOnlyList<int[]> Routes, long Distance);
