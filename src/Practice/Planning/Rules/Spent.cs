namespace Meent.Planning.Rules;

/// <summary>How much of a search's budget is used, 0 to 1; at 1 the search ends with the best it has. A rule reads no
/// clock: who calls it measures time, or counts iterations where the answer must be the same every time.</summary>
/// <param name="iterations">Iterations done so far.</param>
internal delegate double Spent(long iterations);
