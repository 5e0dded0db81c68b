using Meent.Kernel;
using Meent.Platform;
using NodaTime;

namespace Meent.Inputs;

/// <summary>A sale that a member asks for.</summary>
/// <param name="Id">UUID or slip of the sale; the same one again is answered again and sold once, another sale under
/// it is refused (inputs.slip_taken). Empty: a new sale.</param>
/// <param name="Quantity">Thousandths of the item's unit.</param>
/// <param name="Amount">What it costs, minor units, above zero.</param>
/// <param name="AskOnly">Only whether it may be; nothing is drawn or recorded.</param>
public sealed record SaleRequest(
    string Organisation, string Member, string Item, long Quantity, long Amount, string Reference, string Id,
    LocalDate? Today, string Actor, bool AskOnly);

/// <summary>The answer at the counter. Amounts are minor units.</summary>
/// <param name="Reason">claims.within_limit, claims.limit_exceeded, claims.no_limit or inputs.sold_already.</param>
/// <param name="Basis">How the limit was found: expected money, share, arrears; null without a limit.</param>
public sealed record SaleAnswer(
    bool Approved, string Reason, string Member, string Name, Currency Currency, long Asked, long Limit, long Drawn,
    long Remaining, Claims.CreditBasis? Basis);

/// <summary>May this member buy for this amount today, and if so: sold.</summary>
public static class Counter
{
    /// <summary>Draws on the member's limit and records the purchase in one transaction.</summary>
    public static Task<Outcome<SaleAnswer>> Sell(
        Installation installation, SaleRequest request, IClock clock, CancellationToken ct) =>
        SellAtCounter.SellAtCounter.Run(installation, request, clock, ct);

    /// <summary>The currency in which an organisation sells.</summary>
    public static async Task<Outcome<Currency>> CurrencyOf(
        Installation installation, string organisation, CancellationToken ct)
    {
        var opened = await Parties.Organisation.Open(installation, organisation, "counter", "order", ct);
        if (opened.Refused)
        {
            return opened.Refusal!;
        }

        await using var work = opened.Value.Work;
        return opened.Value.Organisation.Currency;
    }
}
