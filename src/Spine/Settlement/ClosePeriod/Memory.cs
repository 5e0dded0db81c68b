using Meent.Platform;

namespace Meent.Settlement.ClosePeriod;

/// <summary>What a step no longer needs is given back while the database works; our own threads stand still for it.
/// Left to itself it would be found later, and the peak of 7,000 participants would be a tenth higher.</summary>
internal static class Memory
{
    /// <summary>Finds what a step left behind and moves nothing: shorter, for where most of it stays.</summary>
    internal static void Clear() => GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: false);

    /// <summary>The same of what was made since it was last looked for.</summary>
    internal static void ClearYoung() => GC.Collect(1, GCCollectionMode.Forced, blocking: true);

    internal static void GiveBack() => GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    /// <summary>Commits, and gives back what only booking needed.</summary>
    internal static Task Commit(Work work, CancellationToken ct) =>
        Task.WhenAll(work.Commit(ct), Task.Run(GiveBack, CancellationToken.None));
}
