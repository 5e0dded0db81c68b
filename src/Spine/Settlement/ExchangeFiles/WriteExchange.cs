using Meent.Agreements;
using Meent.Flows;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using Meent.Settlement.ClosePeriod;
using NodaTime;

namespace Meent.Settlement.ExchangeFiles;

/// <summary>Writes and signs what one organisation says to another.</summary>
internal static class WriteExchange
{
    internal static async Task<Outcome<ExchangeAccount>> Run(
        Installation installation, string organisation, string with, string periodCode, string path,
        CancellationToken ct)
    {
        var opened = await Organisation.Open(installation, organisation, "exchange", "exchange write", ct);
        if (opened.Refused)
        {
            return opened.Refusal!;
        }

        var (work, loaded) = opened.Value;
        await using var ending = work;
        var agreements = (await TermsBook.Load(work, ct)).Shared.Select(t => t.Terms)
            .Where(t => t.OtherSide(organisation) == with).Select(t => t.Code).ToHashSet(StringComparer.Ordinal);
        if (agreements.Count == 0)
        {
            return Refusals.ExchangeWithoutAgreement("", with);
        }

        var calendar = await Calendar.Load(work, loaded.Settings, ct);
        if (calendar.Find(periodCode) is not { } period)
        {
            return Refusals.UnknownPeriod(periodCode);
        }

        var events = await Exchanges.Of(work, with, period.Id, ct);
        var totals = period.Closed ? await Exchanging.Totals(work, period.Id, ct) : [];
        var letter = new Letter
        {
            Exchange = Letter.Version, From = organisation, To = with, Period = period.Code, Events = events,
            Totals = [.. totals.Where(t => agreements.Contains(t.Agreement)).Select(t => Claimed(t, loaded.Currency))],
        };
        using var key = SigningKey.Of(installation.DataDirectory, organisation);
        await File.WriteAllTextAsync(path, letter.Signed(key), ct);
        return new ExchangeAccount(organisation, with, period.Code, events.Count, letter.Totals.Count, 0);
    }

    private static Letter.Claimed Claimed(ExchangeTotal total, Currency currency) => new()
    {
        Agreement = total.Agreement, Month = Code(total.ForPeriod), Booked = Code(total.BookedPeriod),
        Currency = total.Currency, Amount = Decimals.Fixed(total.Amount, currency.Decimals),
    };

    private static string Code(int month) =>
        Calendar.MonthOf(new LocalDate(month / 100_000, month / 1000 % 100, 1)).Code;
}
