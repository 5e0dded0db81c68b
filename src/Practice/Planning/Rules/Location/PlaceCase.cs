namespace Meent.Planning.Rules.Location;

/// <summary>Who brings goods, and where today.</summary>
/// <param name="Litres">Of a day, on average over the period.</param>
/// <param name="Today">Site where the member goes today; -1 where that is not known.</param>
internal sealed record Member(string Code, string Name, long Litres, int Today = -1);

/// <summary>A size from the catalogue; money for the period that the case is about.</summary>
/// <param name="Capital">What buying it costs over the period, as an annuity.</param>
/// <param name="Upkeep">What having it costs.</param>
internal sealed record SizeOffer(string Name, long Capacity, double Capital, double Upkeep, double PerLitre);

/// <summary>A place that could have a collection point.</summary>
/// <param name="TodaySize">Size that stands there today; -1 where nothing stands.</param>
/// <param name="Opening">Once for a new site, spread over the period: ground, road, power.</param>
/// <param name="Closing">Once for a site of today that is closed, less what it brings when it is sold: may be negative.
/// </param>
internal sealed record Candidate(string Code, string Name, IReadOnlyList<SizeOffer> Sizes, int TodaySize = -1,
    double Opening = 0, double Closing = 0, bool Forced = false, bool Forbidden = false);

/// <summary>So much of the demand comes: low, base or high.</summary>
internal sealed record DemandScenario(string Name, double Factor);

/// <summary>All that a comparison of places is reckoned from.</summary>
/// <param name="Km">[member * candidates + candidate], one way; infinite where there is no way.</param>
/// <param name="PerLitreKm">What bringing a litre one km costs.</param>
/// <param name="Days">Days of delivery in the period.</param>
/// <param name="MostKm">Nobody has to go farther; 0 for no bound.</param>
/// <param name="Whole">A member goes to one site; else the litres may be split.</param>
/// <param name="LostPerLitre">What a litre costs for which there is no room.</param>
internal sealed record PlaceCase(IReadOnlyList<Member> Members, IReadOnlyList<Candidate> Candidates, double[] Km,
    double PerLitreKm, int Days, double MostKm = 0, bool Whole = true, int Most = 0, double LostPerLitre = 0)
{
    public IReadOnlyList<DemandScenario> Scenarios { get; init; } = [new("base", 1)];

    public bool HasToday => Candidates.Any(c => c.TodaySize >= 0);

    public double KmOf(int member, int candidate) => Km[(member * Candidates.Count) + candidate];

    /// <summary>Way of so many litres a day over the period.</summary>
    public double Transport(int member, int candidate, long litres) =>
        litres == 0 ? 0 : litres * (double)Days * KmOf(member, candidate) * PerLitreKm;

    /// <summary>What a size at a candidate costs apart from what comes in. What stands there today is paid for: only
    /// its upkeep counts.</summary>
    public double FixedOf(int candidate, int size)
    {
        var c = Candidates[candidate];
        return c.Sizes[size].Upkeep + CapitalOf(candidate, size) + (c.TodaySize < 0 ? c.Opening : 0);
    }

    public double CapitalOf(int candidate, int size) =>
        Candidates[candidate].TodaySize == size ? 0 : Candidates[candidate].Sizes[size].Capital;

    public double ClosingOf(int candidate) =>
        Candidates[candidate].TodaySize >= 0 ? Candidates[candidate].Closing : 0;
}

/// <summary>What may be chosen in one row of the comparison.</summary>
internal enum PlanKind
{
    /// <summary>Everybody goes where they go today.</summary>
    Stay,

    /// <summary>Today's sites and sizes; the members are divided anew.</summary>
    SameSites,

    /// <summary>Today's sites stay, in any size; others may be added.</summary>
    KeepAndAdd,

    /// <summary>Anything, with closing.</summary>
    Free,

    /// <summary>Anything, with exactly so many sites.</summary>
    Count,
}

/// <summary>Money of the period by where it goes.</summary>
internal sealed record PlaceCost(double Capital, double Upkeep, double Opening, double Closing, double Running,
    double Transport)
{
    public double Fixed => Capital + Upkeep + Opening + Closing;

    public double Total => Fixed + Running + Transport;
}

/// <summary>How a site is used in a plan.</summary>
/// <param name="Size">Index of its size; -1 for a site of today that is closed.</param>
/// <param name="Was">Its size today; -1 for a new one.</param>
internal sealed record SiteUse(int Candidate, int Size, int Was, long Litres, long Capacity, int Members)
{
    /// <summary>Below this part of its capacity a tank is called too big for today: an assumption, shown as such.
    /// </summary>
    public const double TooBigBelow = 0.5;

    public double Fill => Capacity == 0 ? 0 : (double)Litres / Capacity;

    public bool TooBig => Size >= 0 && Fill < TooBigBelow;

    /// <summary>Litres a day that it cannot take.</summary>
    public long Over => Math.Max(0, Litres - Capacity);
}

/// <summary>What a plan means for one member, against today.</summary>
/// <param name="Goes">Sites and litres, most litres first.</param>
/// <param name="KmToday">NaN where today is not known.</param>
/// <param name="Km">One way; the mean by litres where they are split.</param>
internal sealed record MemberEffect(int Member, IReadOnlyList<(int Site, long Litres)> Goes, double KmToday, double Km,
    double TransportToday, double Transport)
{
    /// <summary>Above 0 farther than today, below 0 nearer, exactly 0 where nothing changes.</summary>
    public double Farther => Km - KmToday;
}

/// <summary>A plan when another demand comes.</summary>
/// <param name="NoRoom">Litres a day for which there is none.</param>
/// <param name="Regret">Cost above the cheapest row at this demand.</param>
internal sealed record ScenarioCost(DemandScenario Scenario, double Cost, long NoRoom, double Regret);

/// <summary>One row of the comparison.</summary>
/// <param name="Count">Number of sites that were asked for; 0 where it was free.</param>
/// <param name="Bound">No plan of this kind costs less; what it costs where nothing was searched.</param>
internal sealed record PlacePlan(PlanKind Kind, int Count, IReadOnlyList<SiteUse> Sites, PlaceCost Cost, double Bound,
    bool Proven, IReadOnlyList<MemberEffect> Members, IReadOnlyList<ScenarioCost> Scenarios)
{
    public double Gap => Proven || Cost.Total <= Bound || Cost.Total == 0 ? 0 : (Cost.Total - Bound) / Cost.Total;

    public long Over => Sites.Sum(s => s.Over);

    /// <summary>Farther than today, the greatest difference first.</summary>
    public IEnumerable<MemberEffect> Losers =>
        Members.Where(m => m.Farther > 0).OrderByDescending(m => m.Farther).ThenBy(m => m.Member);

    public IEnumerable<MemberEffect> Winners =>
        Members.Where(m => m.Farther < 0).OrderBy(m => m.Farther).ThenBy(m => m.Member);
}

/// <summary>All rows, and the kinds for which there is no plan.</summary>
/// <param name="Bound">No choice of places at all costs less.</param>
internal sealed record PlaceComparison(PlaceCase Case, IReadOnlyList<PlacePlan> Plans, double Bound,
    IReadOnlyList<(PlanKind Kind, int Count, Meent.Kernel.Refusal? Why)> Without);
