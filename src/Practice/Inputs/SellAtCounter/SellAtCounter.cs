using Dapper;
using Meent.Agreements;
using Meent.Claims;
using Meent.Flows;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using NodaTime;
using Period = Meent.Parties.Period;

namespace Meent.Inputs.SellAtCounter;

/// <summary>The counter: reserve credit in Claims, record in Flows, in one transaction. The locked limit
/// decides.</summary>
internal static class SellAtCounter
{
    internal static async Task<Outcome<SaleAnswer>> Run(
        Installation installation, SaleRequest request, IClock clock, CancellationToken ct)
    {
        var opened = await Organisation.Open(installation, request.Organisation, request.Actor, "order", ct);
        if (opened.Refused)
        {
            return opened.Refusal!;
        }

        var (work, organisation) = opened.Value;
        await using var ending = work;

        var sale = await Gather(work, organisation, request, clock, ct);
        if (sale.Refused)
        {
            return sale.Refusal!;
        }

        var answer = await Decide(sale.Value, request, ct);
        if (!answer.Refused && !request.AskOnly)
        {
            await work.Commit(ct);
        }

        return answer;
    }

    private sealed record Sale(
        ImportContext Context, Party Party, Item Item, KeptTerms Terms, ItemBook Items, TermsBook Book,
        Period Period, LocalDate Day, long? PerDay);

    private static async Task<Outcome<Sale>> Gather(
        Work work, Organisation organisation, SaleRequest request, IClock clock, CancellationToken ct)
    {
        var calendar = await Calendar.Load(work, organisation.Settings, ct);
        var register = await PartyRegister.Load(work, ct);
        var context = new ImportContext(work, organisation, calendar, register);
        var day = request.Today ?? clock.GetCurrentInstant().InZone(organisation.Zone).Date;
        if (register.HolderOn(request.Member, day) is not { } party)
        {
            return new Refusal("parties.unknown_member", ("number", request.Member));
        }

        var items = await ItemBook.Load(work, ct);
        if (items.ByCode(request.Item) is not { } item)
        {
            return new Refusal("flows.unknown_item", ("item", request.Item));
        }

        var terms = await TermsBook.Load(work, ct);
        if (terms.For(item.Code, party, day) is not { } rating)
        {
            return new Refusal("flows.no_terms_for_item", ("item", item.Code), ("day", day.Iso()));
        }

        if (request.Amount <= 0)
        {
            var amount = Decimals.Fixed(request.Amount, organisation.Currency.Decimals);
            return new Refusal("flows.negative_amount", ("amount", amount));
        }

        Period period;
        do
        {
            period = calendar.Settling(day);
        }
        while (!await calendar.HoldOpen(work, [period], ct));

        var perDay = register.Memberships.FirstOrDefault(m => m.PartyId == party
            && m.ExpectedPerDay is not null)?.ExpectedPerDay;
        return new Sale(context, register[party], item, rating, items, terms, period, day, perDay);
    }

    private static async Task<Outcome<SaleAnswer>> Decide(Sale sale, SaleRequest request, CancellationToken ct)
    {
        var work = sale.Context.Work;
        var id = request.Id.Length > 0 ? request.Id : Guid.CreateVersion7().ToString();
        await StateLimit(sale, ct);
        // The same sale sent twice at once: the second one waits here, and then finds the first.
        await CreditLine.Hold(work, sale.Party.Id, sale.Period.Id, ct);
        var line = await CreditLine.Find(work, sale.Party.Id, sale.Period.Id, ct);
        if (await EventBook.Find(sale.Context, "purchases", id, ct) is { } sold)
        {
            if (sold != new RecordedSale(sale.Party.Id, sale.Item.Id, request.Quantity, request.Amount))
            {
                return new Refusal("inputs.slip_taken", ("id", id));
            }

            var already = new CreditDecision(
                true, "inputs.sold_already", request.Amount, line?.Limit ?? 0, line?.Drawn ?? 0, Left(line));
            return Answer(sale, request, already, line?.Basis);
        }

        var decision = await CreditLine.Draw(work, sale.Party.Id, sale.Period.Id, request.Amount, ct);
        if (decision.Approved)
        {
            var recorded = await EventBook.Record(sale.Context, Draft(sale, request, id), ct);
            if (recorded.Refused)
            {
                return recorded.Refusal!;
            }
        }

        await Keep(work, sale, decision, id, ct);
        return Answer(sale, request, decision, line?.Basis);
    }

    private static long Left((long Limit, long Drawn, CreditBasis Basis)? line) =>
        line is { } l ? Math.Max(0, l.Limit - l.Drawn) : 0;

    /// <summary>Before there is history the limit comes from what the member says to bring each day, where the
    /// policy allows it.</summary>
    private static async Task StateLimit(Sale sale, CancellationToken ct)
    {
        var work = sale.Context.Work;
        var organisation = sale.Context.Organisation;
        if (organisation.Settings.CreditLimit is not { WithoutHistory: "stated" } policy
            || sale.PerDay is not { } perDay
            || await CreditLine.Find(work, sale.Party.Id, sale.Period.Id, ct) is not null)
        {
            return;
        }

        var expected = ExpectedMoney.Of(organisation, sale.Items, sale.Book, sale.Party.Id, perDay, sale.Period);
        if (expected.Refused || !Share.TryParse(policy.Share, out var share))
        {
            return;
        }

        var owed = (await ClaimBook.Open(work, ct)).Where(c => c.Party == sale.Party.Id).Sum(c => c.Open);
        var limit = Math.Max(0, share.Of(expected.Value, Rounding.Down) - owed);
        var basis = new CreditBasis(expected.Value, policy.Share, owed, "stated");
        await CreditLine.Set(work, sale.Period.Id, [(sale.Party.Id, limit, basis)], ct);
        await DrawnCredit.SumAgain(work, organisation, sale.Period.Id, sale.Party.Id, ct);
    }

    private static EventDraft Draft(Sale sale, SaleRequest request, string id) => new()
    {
        Id = id, Kind = "purchases", OccurredOn = sale.Day, PartyId = sale.Party.Id, ItemId = sale.Item.Id,
        TermsId = sale.Terms.Id, Action = EventDraft.Out, Quantity = request.Quantity, Amount = request.Amount,
        ProviderId = sale.Item.Provider ?? 0, Reference = request.Reference, RecordedBy = request.Actor,
    };

    private static async Task Keep(Work work, Sale sale, CreditDecision decision, string id, CancellationToken ct) =>
        await work.Connection.ExecuteAsync(new CommandDefinition(
            Store,
            new
            {
                work.OrgId, Id = Guid.CreateVersion7(), Party = sale.Party.Id, Period = sale.Period.Id, decision.Asked,
                decision.Approved, decision.Reason, decision.Remaining, Event = decision.Approved ? id : null,
                Written = await work.Written(ct),
            },
            work.Transaction,
            cancellationToken: ct));

    private static SaleAnswer Answer(Sale sale, SaleRequest request, CreditDecision d, CreditBasis? basis) => new(
        d.Approved, d.Reason, request.Member, sale.Party.Name, sale.Context.Organisation.Currency, d.Asked, d.Limit,
        d.Drawn, d.Remaining, basis);

    private const string Store = """
        insert into claims.credit_decision (org_id, decision_id, party_id, period_id, asked, approved, reason,
          remaining, sale, written_id)
        values (@OrgId, @Id, @Party, @Period, @Asked, @Approved, @Reason, @Remaining, @Event, @Written)
        """;
}
