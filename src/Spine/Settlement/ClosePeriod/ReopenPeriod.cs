using Dapper;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;

namespace Meent.Settlement.ClosePeriod;

/// <summary>Takes a calculated period back to open. A closed one never opens again.</summary>
internal static class ReopenPeriod
{
    internal static async Task<Outcome<Done>> Run(
        Installation installation, string organisation, string period, string actor, CancellationToken ct)
    {
        if (await Organisation.Number(installation, organisation, ct) is not { } orgId)
        {
            return new Refusal("parties.unknown_organisation", ("organisation", organisation));
        }

        await using var work = await installation.Begin(orgId, actor, "reopen", ct);
        var row = await work.Connection.QuerySingleOrDefaultAsync<(int Id, string State)?>(new CommandDefinition(
            FindPeriod, new { work.OrgId, Code = period }, work.Transaction, cancellationToken: ct));
        if (row is not { } found)
        {
            return Refusals.UnknownPeriod(period);
        }

        return await Back(installation, orgId, found.Id, "calculated", actor, ct) || found.State == "closing"
            && await Back(installation, orgId, found.Id, "closing", actor, ct)
            ? Done.It
            : Refusals.NothingToReopen(period, await StateOf(work, period, ct) ?? found.State);
    }

    private static Task<string?> StateOf(Work work, string period, CancellationToken ct) =>
        work.Connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            StateNow, new { work.OrgId, Code = period }, work.Transaction, cancellationToken: ct));

    /// <summary>From a state back to open, with its draft; false where the period is in another state. Waits for a
    /// close that is booking it.</summary>
    internal static async Task<bool> Back(
        Installation installation, int orgId, int period, string from, string actor, CancellationToken ct)
    {
        await using var work = await installation.Begin(orgId, actor, "reopen", ct);
        await work.Written(ct);
        var rows = await work.Connection.ExecuteAsync(new CommandDefinition(
            SetOpen, new { work.OrgId, Id = period, From = from }, work.Transaction, cancellationToken: ct));
        if (rows > 0)
        {
            await work.Connection.ExecuteAsync(new CommandDefinition(
                DropDraft, new { work.OrgId, Id = period }, work.Transaction, cancellationToken: ct));
        }

        await work.Commit(ct);
        return rows > 0;
    }

    private const string FindPeriod =
        "select period_id, state from parties.period where org_id = @OrgId and code = @Code";

    private const string StateNow = "select state from parties.period where org_id = @OrgId and code = @Code";

    private const string SetOpen = """
        update parties.period set state = 'open' where org_id = @OrgId and period_id = @Id and state = @From
        """;

    private const string DropDraft = """
        delete from settlement.close where org_id = @OrgId and period_id = @Id and approver is null
        """;
}
