using Dapper;
using Meent.Platform;

namespace Meent.Ledger;

/// <summary>Gapless numbers: taken under the row's lock in the transaction that uses them, so that none is
/// lost.</summary>
public static class Series
{
    /// <summary>The first of so many numbers in a row.</summary>
    /// <param name="fiscalYear">Empty for series that run on over the years.</param>
    public static async Task<long> Take(Work work, string kind, string fiscalYear, long count, CancellationToken ct) =>
        await work.Connection.ExecuteScalarAsync<long>(new CommandDefinition(
            TakeNumbers, new { work.OrgId, Kind = kind, Year = fiscalYear, Count = count }, work.Transaction,
                cancellationToken: ct));

    private const string TakeNumbers = """
        insert into ledger.series (org_id, kind, fiscal_year, next_number) values (@OrgId, @Kind, @Year, 1 + @Count)
        on conflict (org_id, kind, fiscal_year) do update set next_number = series.next_number + @Count
        returning next_number - @Count
        """;
}
