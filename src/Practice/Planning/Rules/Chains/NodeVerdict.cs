namespace Meent.Planning.Rules.Chains;

internal enum NodeAnswer
{
    /// <summary>Cheaper by the node, whatever the ranges.</summary>
    PaysByCost,

    /// <summary>Dearer or not surely cheaper, but services and cost together pay, whatever the ranges.</summary>
    PaysWithServices,

    /// <summary>Neither test is passed anywhere in the ranges.</summary>
    NotSuitable,

    /// <summary>Services have a margin, but it never pays for the way round.</summary>
    ServicesDoNotCarry,

    /// <summary>It turns within the ranges.</summary>
    Depends,
}

/// <summary>Both tests with their ranges, and what they say together.</summary>
internal sealed record NodeVerdict(Band Saving, Band Added, Band Together, NodeAnswer Answer)
{
    /// <param name="worst">Every parameter at the end of its range that is worse for the node; the sums are monotone in
    /// each, so nothing within the ranges is worse.</param>
    public static NodeVerdict Of(NodeCase node, NodeScale worst, NodeScale best)
    {
        var (low, middle, high) = (NodeTest.Sums(node, worst), NodeTest.Sums(node, NodeScale.One),
            NodeTest.Sums(node, best));
        var saving = new Band(low.Saving, middle.Saving, high.Saving);
        var added = new Band(low.Added, middle.Added, high.Added);
        var together = new Band(low.Together, middle.Together, high.Together);
        var answer = saving.Low > 0 ? NodeAnswer.PaysByCost
            : together.Low > 0 ? NodeAnswer.PaysWithServices
            : saving.High <= 0 && added.High <= 0 ? NodeAnswer.NotSuitable
            : together.High <= 0 ? NodeAnswer.ServicesDoNotCarry
            : NodeAnswer.Depends;
        return new NodeVerdict(saving, added, together, answer);
    }
}
