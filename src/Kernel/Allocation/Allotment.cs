namespace Meent.Kernel;

/// <summary>How a scarce whole is shared over claimants. Which one holds is a decision of those who share.</summary>
public enum AllocationMethod
{
    /// <summary>In proportion to the weights, which are the offers where none are given. Nobody gets more than it
    /// offered; what is then left is shared again. By offers it invites to offer more than one has.</summary>
    Proportional = 1,

    /// <summary>Max-min, or constrained equal awards: equal amounts (times the weight, where given), except for
    /// those that offered less. Who appears as two gets more: group before.</summary>
    MaxMin = 2,

    /// <summary>Constrained equal losses: everybody misses the same amount of its offer, never more than the
    /// offer. Favours large offers. Who appears as two gets less.</summary>
    EqualLosses = 3,

    /// <summary>In order, each up to its offer, until nothing is left.</summary>
    Rotation = 4,

    /// <summary>In order, a minimum share each; the rest by <see cref="MaxMin"/>.</summary>
    MinimumShare = 5,

    /// <summary>Step by step to the one that got least in the season so far for its target.</summary>
    SeasonFair = 6,
}

/// <summary>What kept an amount from being more; for season-fair and max-min it names the bound that was hit.
/// </summary>
public enum BindingLimit
{
    /// <summary>Its share by the method: only the size of the whole.</summary>
    None = 0,

    /// <summary>All that it offered, in full steps.</summary>
    Offer = 1,

    /// <summary>The cap on one allocation of a season.</summary>
    Cap = 2,

    /// <summary>Pinned to it; more than its share would have been.</summary>
    Pinned = 3,

    /// <summary>A guaranteed volume or the minimum share; or its offer is below the minimum share.</summary>
    Minimum = 4,

    /// <summary>Nothing, because its share or its offer was below its minimum lot.</summary>
    MinimumLot = 5,

    /// <summary>The order: it was its turn, or not yet.</summary>
    Turn = 6,

    /// <summary>Nothing, because the whole of it could not be had and less was not wanted.</summary>
    AllOrNothing = 7,

    /// <summary>Those of a higher class took everything.</summary>
    Priority = 8,

    /// <summary>A weight or target of zero.</summary>
    Weight = 9,
}

/// <summary>One that takes part in an allocation: who offers where demand is short, who asks where supply is.
/// </summary>
/// <param name="Offer">Units; zero or more. It never gets more.</param>
public sealed record Claimant(long Offer)
{
    /// <summary>Zero or more, any scale. Left out it is the offer for proportional, and one for the others that
    /// weigh.</summary>
    public long? Weight { get; init; }

    /// <summary>Units of the whole that only this one may serve. They come first and count in its share.</summary>
    public long Pinned { get; init; }

    /// <summary>Guaranteed units, what is pinned included. They come second and count in its share.</summary>
    public long Minimum { get; init; }

    /// <summary>It takes this many units or none; what is pinned or guaranteed it takes in any size.</summary>
    public long MinimumLot { get; init; }

    /// <summary>Units it got in the season before; season-fair only.</summary>
    public long History { get; init; }

    /// <summary>Its share of the season, any scale; season-fair only.</summary>
    public long Target { get; init; } = 1;

    /// <summary>Lower comes first; a class gets what the classes before it left.</summary>
    public int Priority { get; init; }

    /// <summary>It wants its whole offer or nothing.</summary>
    public bool AllOrNothing { get; init; }
}

/// <summary>The method with its figures, as those who share agreed on it.</summary>
public sealed record AllocationPolicy(AllocationMethod Method)
{
    /// <summary>Units that go together, such as those of a crate; one or more.</summary>
    public long Step { get; init; } = 1;

    /// <summary>Units that each gets before the rest is shared; <see cref="AllocationMethod.MinimumShare"/> only.
    /// </summary>
    public long MinimumShare { get; init; }

    /// <summary>Most that one gets at once, in percent of its target share of the whole, while another can take
    /// it; null for no cap. Season-fair only.</summary>
    public int? CapPercent { get; init; } = 200;
}

/// <summary>What one claimant got, and why not more.</summary>
/// <param name="Amount">Units.</param>
/// <param name="Share">Units before they became whole steps; the amount itself where the method gives steps.</param>
public sealed record Allotment(long Amount, BindingLimit Limit, MixedNumber Share);

/// <summary>An allocation done.</summary>
/// <param name="Parts">One for each claimant, in their order.</param>
/// <param name="Rest">Units that nobody got.</param>
/// <param name="Order">The order of the next time, as positions: who was passed over keeps its turn, who had its
/// turn goes to the end. Unchanged by methods without turns.</param>
public sealed record Allocated(IReadOnlyList<Allotment> Parts, long Rest, IReadOnlyList<int> Order);

/// <summary>One that takes part when promised units cannot be delivered.</summary>
/// <param name="Promised">Units it was to deliver.</param>
/// <param name="Lost">Units of these that it cannot deliver.</param>
/// <param name="Spare">Units that it offers on top; not asked of one that lost any.</param>
/// <param name="Credited">The lost units count in its history as if it had delivered them.</param>
public sealed record Shortfall(long Promised, long Lost, long Spare, long History, bool Credited)
{
    /// <inheritdoc cref="Claimant.Target"/>
    public long Target { get; init; } = 1;
}

/// <summary>Lost units offered to others.</summary>
/// <param name="Extra">What each delivers on top.</param>
/// <param name="Delivered">What each delivers in all, units.</param>
/// <param name="History">The season of each after it, units.</param>
public sealed record Replaced(Allocated Extra, IReadOnlyList<long> Delivered, IReadOnlyList<long> History);
