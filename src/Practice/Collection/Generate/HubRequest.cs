using Meent.Kernel;
using NodaTime;

namespace Meent.Collection.Generate;

/// <summary>What hub, and which days of it. Every default is that of a Kenyan dairy hub.</summary>
internal sealed record HubRequest
{
    public const int MostMembers = 200_000;
    public const int MostDays = 366;

    public long Seed { get; init; } = 1;
    public string Id { get; init; } = "hub";
    public string Name { get; init; } = "Example Hub";

    /// <summary>People who deliver; those with a second number count once.</summary>
    public int Members { get; init; } = 150;

    /// <summary>Registered people who deliver nothing; absent: one for ten who deliver.</summary>
    public int? Dormant { get; init; }
    public LocalDate First { get; init; } = new(2026, 10, 1);
    public int Days { get; init; } = 31;

    /// <summary>1 or 2: exactly so many for every member and day, nobody skips. Absent: as a hub does, 1.32 on
    /// average.</summary>
    public int? DeliveriesPerMemberDay { get; init; }

    /// <summary>kg or l.</summary>
    public string Unit { get; init; } = "kg";

    /// <summary>Exact accepted total of each day, in thousandths of the unit.</summary>
    public long? DailyTotalThousandths { get; init; }

    /// <summary>Deliveries refused at the can, in ten thousand.</summary>
    public int RejectedPerTenThousand { get; init; } = 50;

    /// <summary>Exact number of lines of purchases; absent: 1.3 store lines for a member and month, visits beside
    /// them.</summary>
    public int? Purchases { get; init; }

    /// <summary>Share of members with a second number, in ten thousand.</summary>
    public int SecondNumbersPerTenThousand { get; init; } = 100;

    /// <summary>Price of a unit in millionths of the currency.</summary>
    public long PriceMicros { get; init; } = 45_000_000;
    public string Currency { get; init; } = "KES";

    /// <summary>Deliveries carry a grade A, B or C; A and B earn more.</summary>
    public bool Grades { get; init; }

    /// <summary>Tests at the can go into observations.csv.</summary>
    public bool CanTests { get; init; }

    /// <summary>Plants mistakes and lists them in faults.csv.</summary>
    public bool Faults { get; init; }

    public LocalDate Last => First.PlusDays(Days - 1);
    public int DormantMembers => Dormant ?? Members / 10;

    /// <summary>S 150, M 3,000, L 7,000 members; null for another letter.</summary>
    public static HubRequest? Preset(string size) => size switch
    {
        "S" => new HubRequest(),
        "M" => new HubRequest { Members = 3_000 },
        "L" => new HubRequest { Members = 7_000 },
        _ => null,
    };

    /// <summary>The first field that cannot be; null where all can.</summary>
    public string? Nonsense() =>
        Members is < 1 or > MostMembers ? nameof(Members)
        : DormantMembers is < 0 or > MostMembers ? nameof(Dormant)
        : Days is < 1 or > MostDays ? nameof(Days)
        : DeliveriesPerMemberDay is < 1 or > 2 ? nameof(DeliveriesPerMemberDay)
        : Unit is not ("kg" or "l") ? nameof(Unit)
        : DailyTotalThousandths is { } total && total < Members * 1000L ? nameof(DailyTotalThousandths)
        : RejectedPerTenThousand is < 0 or > 5_000 ? nameof(RejectedPerTenThousand)
        : SecondNumbersPerTenThousand is < 0 or > 10_000 ? nameof(SecondNumbersPerTenThousand)
        : Purchases is < 0 or > 10_000_000 ? nameof(Purchases)
        : PriceMicros <= 0 ? nameof(PriceMicros)
        : !Kernel.Currency.TryParse(Currency, out var known) || !known.IsInUse ? nameof(Currency)
        : Id.Length is 0 or > 40 || !Id.All(IsOfId) ? nameof(Id)
        : string.IsNullOrWhiteSpace(Name) || Name.Any(char.IsControl) ? nameof(Name)
        : null;

    private static bool IsOfId(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-';
}
