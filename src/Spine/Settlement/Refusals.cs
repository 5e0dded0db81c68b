using Meent.Kernel;
using NodaTime;

namespace Meent.Settlement;

internal static class Refusals
{
    internal static Refusal SamePerson(string name) => new("settlement.same_person", ("name", name));

    internal static Refusal PeriodNotOver(string period, LocalDate ends) =>
        new("settlement.period_not_over", ("period", period), ("ends", ends.Iso()));

    internal static Refusal EarlierPeriodOpen(string period, string earlier) =>
        new("settlement.earlier_period_open", ("period", period), ("earlier", earlier));

    internal static Refusal LaterPeriodClosed(string period, string later) =>
        new("settlement.later_period_closed", ("period", period), ("later", later));

    internal static Refusal PeriodBeforeFirst(string period, string first) =>
        new("settlement.period_before_first", ("period", period), ("first", first));

    internal static Refusal CycleNotClosed(string cycle, string kind) =>
        new("settlement.cycle_not_closed", ("cycle", cycle), ("kind", kind));

    internal static Refusal FolderHoldsOtherFiles(string folder) =>
        new("settlement.folder_holds_other_files", ("folder", folder));

    internal static Refusal UnknownPeriod(string period) => new("settlement.unknown_period", ("period", period));

    internal static Refusal NoRecords(string organisation) =>
        new("settlement.no_records", ("organisation", organisation));

    internal static Refusal SeveralPeriods(string periods) =>
        new("settlement.several_periods", ("periods", periods));

    internal static Refusal CloseInProgress(string period) =>
        new("settlement.close_in_progress", ("period", period));

    internal static Refusal DraftIsStale(string period) => new("settlement.draft_is_stale", ("period", period));

    internal static Refusal NothingToReopen(string period, string state) =>
        new("settlement.nothing_to_reopen", ("period", period), ("state", state));

    internal static Refusal NegativeGross(string number) => new("settlement.negative_gross", ("number", number));

    internal static Refusal OpeningDoesNotTie(string kind, string total, string sum) =>
        new("settlement.opening_does_not_tie", ("kind", kind), ("total", total), ("sum", sum));

    internal static Refusal OpeningStands(string kind, string stands, string total) =>
        new("settlement.opening_stands", ("kind", kind), ("stands", stands), ("total", total));

    internal static Refusal OpeningWithoutDay() => new("settlement.opening_without_day");

    internal static Refusal OpeningAfterClose(string period) =>
        new("settlement.opening_after_close", ("period", period));

    internal static Refusal ExchangeUnreadable(string file, string reason) =>
        new("settlement.exchange_unreadable", ("file", file), ("reason", reason));

    internal static Refusal ExchangeUnsigned(string file) => new("settlement.exchange_unsigned", ("file", file));

    internal static Refusal ExchangeNotForUs(string to, string own) =>
        new("settlement.exchange_not_for_us", ("to", to), ("organisation", own));

    internal static Refusal ExchangeWithoutKey(string other) =>
        new("settlement.exchange_without_key", ("other", other));

    internal static Refusal ExchangeSignatureDiffers(string other) =>
        new("settlement.exchange_signature_differs", ("other", other));

    internal static Refusal ExchangeWithoutAgreement(string agreement, string other) =>
        new("settlement.exchange_without_agreement", ("agreement", agreement), ("other", other));

    internal static Refusal ExchangeContradicts(string other, string period) =>
        new("settlement.exchange_contradicts", ("other", other), ("period", period));

    internal static Refusal UnknownOpeningKind(string kind) =>
        new("settlement.unknown_opening_kind", ("kind", kind));
}
