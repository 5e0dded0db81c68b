using System.Diagnostics;
using Meent.Planning.Rules;

namespace Meent.Planning;

/// <summary>Budgets for a search.</summary>
internal static class Budget
{
    /// <summary>So much time from now.</summary>
    public static Spent Time(TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        return _ => watch.Elapsed / limit;
    }

    /// <summary>So many iterations: the same answer every time.</summary>
    public static Spent Iterations(long limit) => done => (double)done / limit;
}
