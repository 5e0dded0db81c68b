using System.Text.Json.Serialization;
using Meent.Agreements;
using Meent.Kernel;
using NodaTime;

namespace Meent.Settlement;

/// <summary>A closed (or drafted) period of one organisation with everything that its files say. Amounts are minor
/// units
/// of <see cref="Currency"/>, quantities thousandths of the unit.</summary>
public sealed record PeriodBook
{
    public required string OrganisationId { get; init; }
    public required string OrganisationName { get; init; }
    public required string Country { get; init; }
    public required string Contact { get; init; }
    public required string LegalForm { get; init; }

    /// <summary>The organisation's own, as it stands on documents.</summary>
    public string TaxNumber { get; init; } = "";

    /// <summary>Language of the organisation's own lists: nl, en or sw.</summary>
    public required string Language { get; init; }
    public required Currency Currency { get; init; }
    public required string Period { get; init; }
    public required LocalDate Starts { get; init; }
    public required LocalDate Ends { get; init; }

    /// <summary>calculated or closed; a calculated period is a draft.</summary>
    public required string State { get; init; }
    public required LocalDate PayDay { get; init; }
    public required LocalDate NextPayDay { get; init; }

    /// <summary>Last day to say that something is wrong.</summary>
    public required LocalDate DisputeUntil { get; init; }
    public required string Maker { get; init; }
    public required string Approver { get; init; }
    public required MainItem? MainItem { get; init; }
    public required IReadOnlyList<Rail> Rails { get; init; }
    public required IReadOnlyList<Statement> Statements { get; init; }
    public required IReadOnlyList<Remittance> Remittances { get; init; }

    /// <summary>Made as they are gone through: those of a period follow from its statements.</summary>
    public required IEnumerable<Posting> Postings { get; init; }
    public required IReadOnlyList<GoodsLine> Goods { get; init; }
    public required IReadOnlyList<BookException> Exceptions { get; init; }

    /// <summary>Documents beside the statements.</summary>
    public IReadOnlyList<BookDocument> Documents { get; init; } = [];

    /// <summary>What participants provided to each other.</summary>
    public IReadOnlyList<ExchangeLine> Exchanges { get; init; } = [];
    /// <summary>Prices elsewhere that held in the period; null where there were none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BookReference>? References { get; init; }

    public bool Draft => State == "calculated";
}

/// <summary>The item that heads the statements.</summary>
public sealed record MainItem(string Item, string Name, string Unit);

/// <summary>A way to pay, as org.json declares it.</summary>
public sealed record Rail
{
    public required string Code { get; init; }

    /// <summary>mobile-money, pain.001 or cash.</summary>
    public required string Kind { get; init; }

    /// <summary>Smallest amount that it pays, minor units.</summary>
    public required long Step { get; init; }
    public long Minimum { get; init; }
    public string DebtorName { get; init; } = "";
    public string DebtorAccount { get; init; } = "";
    public string DebtorAgent { get; init; } = "";

    /// <summary>Header of the CSV to field: account, amount, name, reference, number.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Columns { get; init; } = [];
}

/// <summary>One participant's period.</summary>
public sealed record Statement
{
    public required int PartyId { get; init; }

    /// <summary>Number that stands on the card; the lowest where a person holds several.</summary>
    public required string Number { get; init; }
    public required IReadOnlyList<string> Numbers { get; init; }
    public required string Name { get; init; }

    /// <summary>nl, en or sw.</summary>
    public required string Language { get; init; }
    public required string Phone { get; init; }
    public required string Route { get; init; }
    public required string Point { get; init; }

    /// <summary>Number in the organisation's series of statements of the fiscal year; 0 in a draft.</summary>
    public required long DocumentNumber { get; init; }
    public required string FiscalYear { get; init; }
    public required long Gross { get; init; }
    public required long Adjustments { get; init; }
    public required long Tax { get; init; }
    public required long BroughtForward { get; init; }
    public required long DeductionsDue { get; init; }
    public required long Deductions { get; init; }
    public required long Net { get; init; }
    public required long CarriedForward { get; init; }
    public required long Receivable { get; init; }
    public required long CreditBroughtForward { get; init; }
    public required long ToPay { get; init; }
    public required long CreditCarriedForward { get; init; }
    public required long AcceptedQuantity { get; init; }
    public required long RejectedQuantity { get; init; }
    public required IReadOnlyList<StatementLine> Lines { get; init; }

    /// <summary>Movements of the main item, by day, session and id.</summary>
    public required ReadOnlyMemory<Movement> Movements { get; init; }

    /// <summary>Debts that go on, oldest first.</summary>
    public required IReadOnlyList<Arrear> Arrears { get; init; }

    /// <summary>Code of the rail, empty without a channel; account as registered.</summary>
    public required string Rail { get; init; }
    public required string Account { get; init; }

    /// <summary>Limit for the next period, or null where the organisation gives no credit.</summary>
    public required CreditLimit? NextLimit { get; init; }

    /// <summary>First and last entry number of the participant's account in this period; 0 where there is
    /// none.</summary>
    public required long FirstEntry { get; init; }
    public required long LastEntry { get; init; }

    /// <summary>Null where nothing could be compared.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StatementAdvantage? Advantage { get; init; }
}

/// <summary>What dealing through the organisation brought a participant in the period, against the recorded
/// alternative.</summary>
/// <param name="Amount">Sum of what was measured; null where nothing was.</param>
/// <param name="Terms">In the order of their codes.</param>
public sealed record StatementAdvantage(long? Amount, IReadOnlyList<TermsAdvantage> Terms);

/// <summary>The advantage by one set of terms.</summary>
/// <param name="Actual">What the lines brought: prices less charges and deductions, without tax.</param>
/// <param name="Amount">Actual less the alternative; null where a price elsewhere is missing.</param>
/// <param name="References">Places in <see cref="PeriodBook.References"/> of the prices that were used.</param>
/// <param name="Missing">Names of items without a price elsewhere on a day with an event.</param>
public sealed record TermsAdvantage(
    string Terms, IReadOnlyDictionary<string, string> Title, long Actual, long? Amount, IReadOnlyList<int> References,
    IReadOnlyList<string> Missing);

/// <summary>A price elsewhere: millionths for one unit.</summary>
/// <param name="Side">sold or bought, as the participant would have dealt.</param>
public sealed record BookReference(
    string Item, string Name, string Unit, string Side, long Price, LocalDate From, LocalDate? Until, string Source,
    LocalDate ObservedOn, string Method);

/// <summary>A line of a statement: a claim and what was taken of it.</summary>
public sealed record StatementLine
{
    public required LineKind Kind { get; init; }

    /// <summary>Order of deduction; 0 for lines of gross.</summary>
    public required int Rank { get; init; }
    public required bool Statutory { get; init; }
    public required string Terms { get; init; }
    public required int TermsVersion { get; init; }
    public required string Clause { get; init; }

    /// <summary>Words by language, "" is the fallback.</summary>
    public required IReadOnlyDictionary<string, string> Title { get; init; }

    /// <summary>Account of the journal on the other side; empty where nothing is posted now.</summary>
    public required string Account { get; init; }

    /// <summary>The provider bears non-payment: posted only as far as it was taken.</summary>
    public bool OnCollection { get; init; }

    /// <summary>Stands on an invoice.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Invoice { get; init; }

    /// <summary>Number of the claim, also in a draft; 0 for tax of a rate, which has none.</summary>
    public required long Claim { get; init; }

    /// <summary>Whole amount, >= 0 but for a malus inside gross.</summary>
    public required long Amount { get; init; }
    public required long Taken { get; init; }
    public required long Carried { get; init; }
    public required long Invoiced { get; init; }
    public required long Quantity { get; init; }
    public required string Unit { get; init; }
    public required int Events { get; init; }

    /// <summary>The one price or value of a unit in millionths, or null where several held.</summary>
    public required long? UnitPrice { get; init; }
    public required int PerUnits { get; init; }

    /// <summary>How its amount was rounded, or null where it is whole by itself.</summary>
    public Rounding? Rounding { get; init; }

    /// <summary>True where each event was rounded, false where the line was rounded once.</summary>
    public bool RoundedEachEvent { get; init; }

    /// <summary>First day of what it is for; the date of origin of a debt.</summary>
    public required LocalDate Since { get; init; }

    /// <summary>Period that it is for; differs from the book's period for adjustments and debts brought
    /// forward.</summary>
    public required string ForPeriod { get; init; }

    /// <summary>True where a correction of an earlier period brought it.</summary>
    public required bool Adjustment { get; init; }

    /// <summary>True for a debt from before this period.</summary>
    public required bool BroughtForward { get; init; }

    /// <summary>Provider whose goods or service it was; empty for the organisation itself.</summary>
    public required string Provider { get; init; }

    /// <summary>What a correction of this debt gave back: part of what was taken, and no income.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long GivenBack { get; init; }

    /// <summary>Records behind it that a reader knows by date and reference: counter sales, visits; at most
    /// 40.</summary>
    public required IReadOnlyList<LineDetail> Details { get; init; }

    /// <summary>How many records there are beyond the details, and what they come to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int MoreDetails { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long MoreAmount { get; init; }
}

/// <summary>A record behind a deduction.</summary>
[method: JsonConstructor]
public readonly record struct LineDetail(
    LocalDate Day, string Reference, string Item, long Quantity, string Unit, long Amount);

/// <summary>A movement of the main item.</summary>
/// <param name="Day">Days after the first day of the period: 0 is the first; below 0 for a day of an earlier period
/// that was put right now.</param>
/// <param name="Session">0 none, 1 morning, 2 evening.</param>
/// <param name="Quantity">Thousandths; below zero in a reversal. The accepted ones add up to the statement's accepted
/// quantity, the others to the rejected.</param>
/// <param name="Reason">Why it was not accepted or was taken back, as recorded.</param>
public readonly record struct Movement(
    int Day, byte Session, long Quantity, bool Accepted, bool Reversal, string Reason);

/// <summary>A debt that goes on.</summary>
public sealed record Arrear(long Claim, IReadOnlyDictionary<string, string> Title, LocalDate Since, long Amount);

/// <summary>A limit and how it was found.</summary>
public sealed record CreditLimit(long Amount, long Expected, string Share, long Arrears);

/// <summary>What is passed on to a provider.</summary>
public sealed record Remittance(
    string Party, string Name, string Terms, string When, long Claimed, long Collected, long Commission, long Amount);

/// <summary>One transfer in the journal: both accounts as the journal names them.</summary>
public readonly record struct Posting(
    LocalDate BookedOn, string Document, string Number, string Text, string Debit, string Credit, long Amount);

/// <summary>Goods balance of an item at a place: opening + accepted + received = dispatched + loss + closing +
/// difference.</summary>
public sealed record GoodsLine(
    string Item, string Unit, string Place, long Opening, long Accepted, long Rejected, long Dispatched, long Loss,
    long? Closing, long Difference);

/// <summary>What one participant provided to another one, once: delivered is received. Quantity in
/// thousandths.</summary>
public sealed record ExchangeLine(
    string Provider, string Receiver, string Item, string Unit, long Quantity, int Events);

/// <summary>Something a person should look at.</summary>
public sealed record BookException(string Code, string Subject, IReadOnlyList<KeyValuePair<string, string>> Facts);
