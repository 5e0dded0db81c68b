using Dapper;
using Meent.Platform;

namespace Meent.Parties.Register;

/// <summary>An account that a row of a register names for a party from a day on.</summary>
internal sealed record NamedAccount(
    int Line, int Party, DateOnly From, string Rail, string Account, string EnteredBy, string ConfirmedBy)
{
    internal (string Rail, string Account) Way => (Rail, Account);
}

/// <summary>Accounts by their day: the first of a party holds at once, another than the one in force is a change that
/// two persons make.</summary>
internal static class Accounts
{
    /// <summary>Rows whose change is proposed already, by the one who confirms it now.</summary>
    internal static async Task<IReadOnlyList<(int Line, Trouble Trouble)>> ConfirmedByWhoEntered(
        Work work, IReadOnlyCollection<NamedAccount> named, CancellationToken ct)
    {
        var confirmed = named.Where(n => n.ConfirmedBy.Length > 0).ToList();
        if (confirmed.Count == 0)
        {
            return [];
        }

        var proposed = (await work.Connection.QueryAsync<(int, DateOnly, string, string, string By)>(
            new CommandDefinition(Channels.Proposed, new { work.OrgId }, work.Transaction, cancellationToken: ct)))
            .ToDictionary(p => (p.Item1, p.Item2, p.Item3, p.Item4), p => p.By);
        return
        [
            .. confirmed
                .Where(n => proposed.TryGetValue((n.Party, n.From, n.Rail, n.Account), out var by)
                    && string.Equals(by, n.ConfirmedBy, StringComparison.OrdinalIgnoreCase))
                .Select(n => (n.Line, new Trouble("confirmed_by", n.ConfirmedBy, Refusals.SamePerson(n.ConfirmedBy)))),
        ];
    }

    /// <returns>Rows that brought something new: an account in force or a proposal.</returns>
    internal static async Task<IReadOnlySet<int>> Write(
        Work work, IReadOnlyCollection<NamedAccount> rows, CancellationToken ct)
    {
        var stored = await work.Connection.QueryAsync<(int Party, DateOnly From, DateOnly Until, string Rail,
            string Account)>(
            new CommandDefinition(Channels.All, new { work.OrgId }, work.Transaction, cancellationToken: ct));
        var known = stored.GroupBy(c => c.Party)
            .ToDictionary(g => g.Key, g => g.Select(c => (c.From, c.Until, Way: (c.Rail, c.Account))).ToList());
        var named = rows.OrderBy(n => n.From).ToList();
        var first = named.Where(n => !known.ContainsKey(n.Party)).DistinctBy(n => n.Party).ToList();
        await WriteFirst(work, first, ct);
        var fresh = first.Select(n => n.Line).ToHashSet();
        foreach (var account in first)
        {
            known[account.Party] = [(DateOnly.MinValue, DateOnly.MaxValue, account.Way)];
        }

        foreach (var account in named)
        {
            var ways = known[account.Party];
            var holds = ways.FindLastIndex(w => w.From <= account.From && account.From < w.Until);
            if (holds >= 0 && ways[holds].Way == account.Way)
            {
                continue;
            }

            if (account.ConfirmedBy.Length == 0 || account.EnteredBy.Length == 0)
            {
                if (await Change(work, account, Channels.Propose, ct))
                {
                    fresh.Add(account.Line);
                }

                continue;
            }

            if (await Change(work, account, Channels.Change, ct))
            {
                fresh.Add(account.Line);
                // What was in force ends here; what was confirmed for a later day stays.
                if (holds >= 0)
                {
                    ways[holds] = ways[holds] with { Until = account.From };
                }

                ways.Add((account.From, DateOnly.MaxValue, account.Way));
                ways.Sort((a, b) => a.From.CompareTo(b.From));
            }
        }

        return fresh;
    }

    private static async Task WriteFirst(Work work, List<NamedAccount> first, CancellationToken ct)
    {
        if (first.Count == 0)
        {
            return;
        }

        await work.Connection.ExecuteAsync(new CommandDefinition(
            Channels.InsertFirst,
            new
            {
                work.OrgId, Parties = first.Select(n => n.Party).ToArray(),
                Rails = first.Select(n => n.Rail).ToArray(), Accounts = first.Select(n => n.Account).ToArray(),
                By = work.Actor, Channels.FirstRegistration, Written = await work.Written(ct),
            },
            work.Transaction,
            cancellationToken: ct));
    }

    private static async Task<bool> Change(Work work, NamedAccount account, string statement, CancellationToken ct) =>
        await work.Connection.ExecuteAsync(new CommandDefinition(
            statement,
            new
            {
                work.OrgId, account.Party, account.From, account.Rail, account.Account,
                Entered = account.EnteredBy.Length > 0 ? account.EnteredBy : work.Actor,
                Confirmed = account.ConfirmedBy, Written = await work.Written(ct),
            },
            work.Transaction,
            cancellationToken: ct)) > 0;
}
