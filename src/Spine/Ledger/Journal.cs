using Meent.Platform;

namespace Meent.Ledger;

/// <summary>The journal: what Claims and Settlement post through.</summary>
public static class Journal
{
    /// <summary>Opens accounts that are not there yet, before anything is posted to them. Nobody else opens any until
    /// the caller's transaction ends.</summary>
    /// <param name="accounts">As the journal names them, each with its party; 0 where it is nobody's.</param>
    public static Task Open(
        Work work, string currency, IReadOnlyDictionary<string, int> accounts, CancellationToken ct) =>
        PostTransfers.Posting.Open(work, currency, accounts, ct);

    /// <summary>Posts transfers of one currency in the caller's transaction.</summary>
    /// <param name="transfers">Gone through twice.</param>
    /// <param name="idem">The same key twice is refused by the database: a posting happens once.</param>
    /// <returns>For each account that was touched its first and last entry.</returns>
    public static Task<IReadOnlyDictionary<string, Entries>> Post(
        Work work, int period, string currency, Guid idem, string kind, byte[] contentHash,
        IEnumerable<Transfer> transfers, CancellationToken ct) =>
        PostTransfers.Posting.Post(work, period, currency, idem, kind, contentHash, transfers, ct);
}
