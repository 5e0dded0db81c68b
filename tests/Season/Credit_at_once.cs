using Dapper;
using Meent.Claims;
using Meent.Host;
using Meent.Parties;
using Meent.Platform;

namespace Meent.Tests.Season;

/// <summary>Many tills ask for the same member at the same moment.</summary>
public sealed class Credit_at_once
{
    private const int Buyers = 64;
    private const int Party = 2;
    private const int Month = 202_611_011;

    [Fact]
    public async Task Never_goes_above_the_limit_and_loses_no_draw()
    {
        await using var test = await TestInstallation.New([.. Modules.All]);
        var org = await Organisation.Admit(test.Installation, "kitale", CancellationToken.None);
        const long limit = 100_000;
        await using (var work = await Begin(test.Installation, org))
        {
            await CreditLine.Set(
                work, Month, [(Party, limit, new CreditBasis(200_000, "50%", 0, "2026-10"))], CancellationToken.None);
            await work.Commit(CancellationToken.None);
        }

        var decisions = await Task.WhenAll(Enumerable.Range(1, Buyers).Select(async i =>
        {
            await using var work = await Begin(test.Installation, org);
            var decision = await CreditLine.Draw(work, Party, Month, 1_000 + (i * 100), CancellationToken.None);
            await Task.Yield();
            await work.Commit(CancellationToken.None);
            return decision;
        }));

        var approved = decisions.Where(d => d.Approved).ToList();
        approved.Sum(d => d.Asked).ShouldBeLessThanOrEqualTo(limit);
        approved.Count.ShouldBeInRange(1, Buyers - 1);
        approved.ShouldAllBe(d => d.Drawn <= d.Limit && d.Remaining == d.Limit - d.Drawn);
        decisions.Where(d => !d.Approved).ShouldAllBe(d => d.Reason == "claims.limit_exceeded"
            && d.Asked > d.Remaining);
        await using var look = await Begin(test.Installation, org);
        (await look.Connection.ExecuteScalarAsync<long>("select drawn from claims.credit",
            transaction: look.Transaction))
            .ShouldBe(approved.Sum(d => d.Asked));
    }

    private static Task<Work> Begin(Installation installation, int org) =>
        installation.Begin(org, "till", "draw", CancellationToken.None);
}
