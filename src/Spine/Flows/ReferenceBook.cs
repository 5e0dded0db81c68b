using Dapper;
using Meent.Kernel;
using Meent.Platform;
using NodaTime;

namespace Meent.Flows;

/// <summary>What an item brought or cost elsewhere.</summary>
/// <param name="Side">sold: what a participant would have got for it; bought: what it would have paid for it.</param>
/// <param name="Price">Millionths for one unit of the item; below zero where one pays to be rid of it.</param>
/// <param name="Until">Last day on which it holds; null: until further notice.</param>
/// <param name="ObservedOn">Day on which the figure was taken.</param>
/// <param name="Method">How it was found: market, quote, own account.</param>
public sealed record Reference(
    int Item, string Side, long Price, LocalDate From, LocalDate? Until, string Source, LocalDate ObservedOn,
    string Method)
{
    public const string Sold = "sold", Bought = "bought";

    public bool Touches(LocalDate from, LocalDate? until) =>
        (Until is null || from <= Until) && (until is null || From <= until);
}

/// <summary>Prices elsewhere, as the books hold them.</summary>
public static class ReferenceBook
{
    /// <summary>All of them, by item, side and first day.</summary>
    public static async Task<IReadOnlyList<Reference>> Load(Work work, CancellationToken ct)
    {
        var rows = await work.Connection.QueryAsync<(int Item, string Side, long Price, DateOnly Starts, DateOnly? Ends,
            string Source, DateOnly ObservedOn, string Method)>(
            new CommandDefinition(AllReferences, new { work.OrgId }, work.Transaction, cancellationToken: ct));
        return rows
            .Select(r => new Reference(
                r.Item, r.Side, r.Price, r.Starts.ToLocalDate(), r.Ends?.ToLocalDate(), r.Source,
                r.ObservedOn.ToLocalDate(), r.Method))
            .ToList();
    }

    private const string AllReferences = """
        select item_id, side, price, starts, ends, source, observed_on, method from flows.reference
        where org_id = @OrgId order by item_id, side, starts limit 1000000
        """;
}
