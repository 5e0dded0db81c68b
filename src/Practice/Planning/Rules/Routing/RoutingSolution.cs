using System.Collections.Immutable;

namespace Meent.Planning.Rules.Routing;

/// <summary>The day of one lorry.</summary>
/// <param name="Type">Index of its type.</param>
/// <param name="Nodes">Start, stops, intake, stops, intake, (end): nodes of <see cref="RoutingProblem"/>.</param>
internal sealed record LorryDay(int Type, ImmutableArray<int> Nodes);

/// <summary>Who drives where.</summary>
/// <param name="Left">Nodes of stops that no lorry visits.</param>
/// <param name="Cost">Of all days, in the unit of the lorries' cost factors.</param>
internal sealed record RoutingSolution(ImmutableArray<LorryDay> Days, ImmutableArray<int> Left, long Cost);
