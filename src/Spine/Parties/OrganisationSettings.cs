using System.Text.Json;
using System.Text.Json.Serialization;
using Meent.Kernel;
using NodaTime;

namespace Meent.Parties;

/// <summary>org.json, as specified in docs/spec/folder.md.</summary>
public sealed record OrganisationSettings
{
    public int FolderVersion { get; init; } = 1;
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>A code of <see cref="Forms"/>.</summary>
    public string LegalForm { get; init; } = "co-operative";
    public required string Country { get; init; }
    public required string TimeZone { get; init; }
    public required string Currency { get; init; }
    public string Language { get; init; } = "en";
    public string MainItem { get; init; } = "";
    public IReadOnlyList<string> SettledRoles { get; init; } = ["member"];
    public IReadOnlyList<CycleSettings> Cycles { get; init; } = [new CycleSettings()];
    public string FiscalYearStart { get; init; } = "01-01";
    public DeductionSettings Deductions { get; init; } = new();
    public CreditLimitSettings? CreditLimit { get; init; }
    public IReadOnlyList<RailSettings> Rails { get; init; } = [];
    public OpeningTotals? OpeningTotals { get; init; }
    public string Contact { get; init; } = "";
    public int DisputeDays { get; init; } = 14;

    /// <summary>Documents that a role gets beside its statement: delivery-note, invoice, self-billing.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Documents { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Days after the period in which an invoice is paid.</summary>
    public int PaymentDays { get; init; } = 30;

    /// <summary>Number for tax, as it stands on documents.</summary>
    public string TaxNumber { get; init; } = "";

    /// <summary>Reads and checks org.json.</summary>
    public static Outcome<OrganisationSettings> Parse(string json) => Stored(json).Then(Formed);

    /// <summary>Reads what stands in the books. The lists of legal forms and currencies are younger than some of
    /// them.</summary>
    internal static Outcome<OrganisationSettings> Stored(string json)
    {
        OrganisationSettings? read;
        try
        {
            read = JsonSerializer.Deserialize<OrganisationSettings>(json, Options);
        }
        catch (JsonException trouble)
        {
            return Refusals.UnreadableOrganisation(trouble.Path ?? "", trouble.Message);
        }

        return read is null ? Refusals.UnreadableOrganisation("", "null") : read.Checked();
    }

    private static Outcome<OrganisationSettings> Formed(OrganisationSettings settings) =>
        Forms.Find(settings.LegalForm) is null ? Refusals.UnknownLegalForm(settings.LegalForm)
        : !Kernel.Currency.Of(settings.Currency).IsInUse
            ? Refusals.UnreadableOrganisation("currency", settings.Currency)
        : settings;

    private Outcome<OrganisationSettings> Checked()
    {
        if (FolderVersion != 1)
        {
            return Refusals.UnreadableOrganisation("folderVersion", FolderVersion.ToString());
        }

        if (!Id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') || Id.Length is 0 or > 40
            || Id[0] == '-')
        {
            return Refusals.UnreadableOrganisation("id", Id);
        }

        if (!Kernel.Currency.TryParse(Currency, out var currency))
        {
            return Refusals.UnreadableOrganisation("currency", Currency);
        }

        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) is null)
        {
            return Refusals.UnreadableOrganisation("timeZone", TimeZone);
        }

        if (Language is not ("nl" or "en" or "sw"))
        {
            return Refusals.UnreadableOrganisation("language", Language);
        }

        var bad = Trouble() ?? Deductions.Protected.Trouble(currency) ?? CreditLimit?.Trouble()
            ?? Cycles.FirstTrouble() ?? Rails.Select(r => r.Trouble(currency)).FirstOrDefault(t => t is not null);
        return bad is null ? this : Refusals.UnreadableOrganisation(bad.Value.Member, bad.Value.Value);
    }

    private (string Member, string Value)? Trouble() =>
        !Countries.IsCode(Country) ? ("country", Country)
        : FiscalYearStart.Length != 5 || !Days.TryParse($"2001-{FiscalYearStart}", out _)
            ? ("fiscalYearStart", FiscalYearStart)
        : Documents.Values.SelectMany(d => d).FirstOrDefault(d => !DocumentKinds.All.Contains(d)) is { } kind
            ? ("documents", kind)
        : PaymentDays is < 0 or > 365 ? ("paymentDays", PaymentDays.ToString())
        : Rails.GroupBy(r => r.Code).FirstOrDefault(g => g.Count() > 1) is { } twice ? ("rails.code", twice.Key)
        : null;

    internal static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        RespectNullableAnnotations = true,
    };
}

/// <summary>Kinds of documents.</summary>
public static class DocumentKinds
{
    public const string DeliveryNote = "delivery-note", Invoice = "invoice", SelfBilling = "self-billing";

    /// <summary>What an invoice is below zero.</summary>
    public const string CreditNote = "credit-note", SelfBillingCredit = "self-billing-credit";

    /// <summary>Those that a role may be given.</summary>
    public static IReadOnlyList<string> All { get; } = [DeliveryNote, Invoice, SelfBilling];
}

/// <summary>A cycle of periods. Months are closed; the other kinds are kept for later.</summary>
public sealed record CycleSettings
{
    public string Code { get; init; } = "month";

    /// <summary>month, half-month, ten-days, week or four-weeks.</summary>
    public string Kind { get; init; } = "month";

    /// <summary>Day of the month after the period.</summary>
    public int PayDay { get; init; } = 5;

    /// <summary>First period of these books, such as 2026-10; records from before it belong to it.</summary>
    public string First { get; init; } = "";
}

/// <summary>What may be taken from gross.</summary>
public sealed record DeductionSettings
{
    public ProtectedSettings Protected { get; init; } = new();
}

/// <summary>The larger of an amount and a share of gross stays with the participant.</summary>
public sealed record ProtectedSettings
{
    public string Amount { get; init; } = "0";

    /// <summary>A fraction, "1/3", or a percentage, "33.3%".</summary>
    public string Share { get; init; } = "0%";

    internal (string Member, string Value)? Trouble(Currency currency) =>
        !Money.TryParse(Amount, currency, out var money) || money.Minor < 0 ? ("deductions.protected.amount", Amount)
        : !Parties.Share.TryParse(Share, out _) ? ("deductions.protected.share", Share)
        : null;
}

/// <summary>How a limit on credit is found.</summary>
public sealed record CreditLimitSettings
{
    public string Share { get; init; } = "50%";

    /// <summary>expected: of the expected money of a period.</summary>
    public string Of { get; init; } = "expected";

    /// <summary>stated: from the member's expected_per_day; none: no limit without history.</summary>
    public string WithoutHistory { get; init; } = "stated";

    internal (string Member, string Value)? Trouble() =>
        !Parties.Share.TryParse(Share, out _) ? ("creditLimit.share", Share)
        : Of != "expected" ? ("creditLimit.of", Of)
        : WithoutHistory is not ("stated" or "none") ? ("creditLimit.withoutHistory", WithoutHistory)
        : null;
}

/// <summary>A way to pay.</summary>
public sealed record RailSettings
{
    public required string Code { get; init; }
    public required string Kind { get; init; }
    public string Step { get; init; } = "";
    public string Minimum { get; init; } = "0";
    public string DebtorName { get; init; } = "";
    public string DebtorAccount { get; init; } = "";
    public string DebtorAgent { get; init; } = "";
    public Dictionary<string, string> Columns { get; init; } = [];

    internal (string Member, string Value)? Trouble(Currency currency) =>
        Kind is not ("mobile-money" or "pain.001" or "cash") ? ("rails.kind", Kind)
        : Code.Length == 0 || !Code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? ("rails.code", Code)
        : Step.Length > 0 && (!Money.TryParse(Step, currency, out var step) || step.Minor <= 0) ? ("rails.step", Step)
        : !Money.TryParse(Minimum, currency, out var least) || least.Minor < 0 ? ("rails.minimum", Minimum)
        : null;
}

/// <summary>Control totals of opening.csv.</summary>
public sealed record OpeningTotals(string Arrears = "0", string Credit = "0");

/// <summary>A fraction of a whole: "1/3", "50%", "12.5%".</summary>
public readonly record struct Share(long Numerator, long Denominator)
{
    public static bool TryParse(string text, out Share share)
    {
        share = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0)
        {
            var read = Decimals.TryParse(text.AsSpan(0, slash).Trim(), 0, out var n)
                & Decimals.TryParse(text.AsSpan(slash + 1).Trim(), 0, out var d);
            share = new Share(n, d);
            return read && d > 0 && n >= 0 && n <= d;
        }

        if (!text.EndsWith('%') || !Decimals.TryParse(text.AsSpan(0, text.Length - 1).Trim(), 6, out var millionths))
        {
            return false;
        }

        share = new Share(millionths, 100_000_000);
        return millionths >= 0;
    }

    /// <summary>This share of an amount in minor units, rounded as named.</summary>
    public long Of(long amount, Rounding rounding) =>
        Denominator == 0 ? 0 : Exact.Divide((Int128)amount * Numerator, Denominator, rounding);
}

/// <summary>Countries by ISO 3166: two capitals.</summary>
internal static class Countries
{
    internal static bool IsCode(string text) => text.Length == 2 && text.All(char.IsAsciiLetterUpper);
}

file static class Cycles
{
    internal static (string Member, string Value)? FirstTrouble(this IReadOnlyList<CycleSettings> cycles)
    {
        foreach (var cycle in cycles)
        {
            if (cycle.Kind is not ("month" or "half-month" or "ten-days" or "week" or "four-weeks"))
            {
                return ("cycles.kind", cycle.Kind);
            }

            if (cycle.PayDay is < 1 or > 28)
            {
                return ("cycles.payDay", cycle.PayDay.ToString());
            }

            if (cycle.First.Length > 0 && !Days.TryParse(cycle.First + "-01", out _))
            {
                return ("cycles.first", cycle.First);
            }
        }

        return cycles.Count == 0 ? ("cycles", "") : null;
    }
}
