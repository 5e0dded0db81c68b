using Meent.Agreements;
using Meent.Flows;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;

namespace Meent.Settlement.ExchangeFiles;

/// <summary>Takes what another organisation says: all of a file or nothing of it.</summary>
internal static class ReadExchange
{
    internal static async Task<Outcome<ExchangeAccount>> Run(
        Installation installation, string organisation, string path, string actor, CancellationToken ct)
    {
        var read = Letter.Read(path);
        if (read.Refused)
        {
            return read.Refusal!;
        }

        var (letter, bytes, signature) = read.Value;
        var opened = await Organisation.Open(installation, organisation, actor, "exchange read", ct);
        if (opened.Refused)
        {
            return opened.Refusal!;
        }

        var (work, loaded) = opened.Value;
        await using var ending = work;
        await Organisation.Alone(work, ct);
        var refusal = await Foreign(work, letter, bytes, signature, organisation, ct)
            ?? Beyond(letter, await TermsBook.Load(work, ct), organisation);
        if (refusal is not null)
        {
            return refusal;
        }

        var totals = letter.Totals.Select(t => Total(t, loaded.Currency)).ToList();
        if (totals.Contains(null))
        {
            return Refusals.ExchangeUnreadable(path, "a sum without month, currency or amount");
        }

        var calendar = await Calendar.Load(work, loaded.Settings, ct);
        if (await Exchanges.Receive(work, calendar, letter.From, letter.Events, ct) is not { } taken
            || !await Exchanges.Receive(work, [.. totals.OfType<ExchangeTotal>()], ct))
        {
            return Refusals.ExchangeContradicts(letter.From, letter.Period);
        }

        await work.Commit(ct);
        return new ExchangeAccount(
            letter.From, organisation, letter.Period, letter.Events.Count, letter.Totals.Count, taken);
    }

    /// <summary>Only what is for us, from whom we know, and as they signed it.</summary>
    private static async Task<Refusal?> Foreign(
        Work work, Letter letter, byte[] bytes, string signature, string own, CancellationToken ct)
    {
        if (letter.To != own)
        {
            return Refusals.ExchangeNotForUs(letter.To, own);
        }

        return await Exchanges.KeyOf(work, letter.From, ct) is not { } key ? Refusals.ExchangeWithoutKey(letter.From)
            : SigningKey.Verifies(key, bytes, signature) ? null
            : Refusals.ExchangeSignatureDiffers(letter.From);
    }

    /// <summary>Only of agreements between us, and of events between us.</summary>
    private static Refusal? Beyond(Letter letter, TermsBook terms, string own)
    {
        bool Ours(string agreement) => terms.ByCode(agreement)?.Terms.OtherSide(own) == letter.From;
        var foreign = letter.Events
            .Where(e => !Ours(e.Agreement) || (e.Provider, e.Receiver) != (own, letter.From)
                && (e.Provider, e.Receiver) != (letter.From, own))
            .Select(e => e.Agreement)
            .Concat(letter.Totals.Select(t => t.Agreement).Where(a => !Ours(a)))
            .FirstOrDefault();
        return foreign is null ? null : Refusals.ExchangeWithoutAgreement(foreign, letter.From);
    }

    private static ExchangeTotal? Total(Letter.Claimed total, Currency currency) =>
        Days.TryParse(total.Month + "-01", out var month) && Days.TryParse(total.Booked + "-01", out var booked)
        && total.Currency == currency.Code && Decimals.TryParse(total.Amount, currency.Decimals, out var amount)
            ? new ExchangeTotal(
                total.Agreement, Calendar.MonthOf(month).Id, Calendar.MonthOf(booked).Id, total.Currency, amount)
            : null;
}
