using Meent.Planning.Rules;
using Meent.Planning.Rules.Matching;

namespace Meent.Tests.Planning.Matching;

/// <summary>Offers and wants of one kind between the firms of the park, by chance.</summary>
internal static class Drawn
{
    public static MatchingProblem Problem(ulong seed)
    {
        var dice = new Dice(seed);
        var offers = Enumerable.Range(0, 2 + dice.Below(5)).Select(i =>
            Park.Grains with
            {
                Id = $"o{i}", Firm = dice.Below(6), Thousandths = [dice.Below(90_000), dice.Below(90_000)],
                GateMicros = dice.Below(20) * 1_000_000, Keeps = dice.Below(2), StorageMicros = 500_000,
            });
        var wants = Enumerable.Range(0, 2 + dice.Below(5)).Select(i =>
            Park.CattleFeed with
            {
                Id = $"w{i}", Firm = dice.Below(6), Thousandths = [dice.Below(90_000), dice.Below(90_000)],
                PriceMicros = dice.Below(60) * 1_000_000,
            });
        return Park.Of([.. offers], [.. wants]);
    }
}
