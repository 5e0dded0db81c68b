using Meent.Agreements;
using Meent.Flows;
using Meent.Kernel;
using Meent.Parties;
using NodaTime;

namespace Meent.Claims;

/// <summary>What a member's stated quantity would bring in a period, for a limit before there is history.</summary>
public static class ExpectedMoney
{
    /// <summary>Rates the stated quantity of the main item on the first day of the period; only prices count.</summary>
    /// <param name="perDay">Thousandths of the main item's unit for a day.</param>
    /// <returns>Minor units; the rater's refusal where the price depends on what is not measured yet.</returns>
    public static Outcome<long> Of(
        Organisation organisation, ItemBook items, TermsBook terms, int party, long perDay, Parties.Period period)
    {
        var item = items.ByCode(organisation.Settings.MainItem);
        var rating = item is null ? null : terms.For(item.Code, party, period.Starts);
        if (item is null || rating is null)
        {
            return 0L;
        }

        var rater = PeriodRater.For(
            [new RatedTerms(rating.Id, rating.Terms)], Rating.Items(items), organisation.Currency, 1, period.Starts,
                period.Ends, []);
        if (rater.Refused)
        {
            return rater.Refusal!;
        }

        var day = NodaTime.Period.DaysBetween(new LocalDate(1970, 1, 1), period.Starts);
        const int none = RatedEvent.NotMeasured;
        rater.Value.Add(new RatedEvent(
            0, item.Id, rating.Id, 0, day, checked(perDay * period.Length), RatedEvent.None, RatedEvent.None, -1,
                none, none, none,
            none, none, none, 1));
        return rater.Value.Finish().Then<long>(lines => lines.Where(l => l.Line == LineKind.Price).Sum(l => l.Amount));
    }
}
