using Meent.Kernel;
using Meent.Planning.Rules.Matching;

namespace Meent.Tests.Planning.Matching;

/// <summary>A small business park to match on; kilometres on a line.</summary>
internal static class Park
{
    public const int Brewery = 0;
    public const int Cattle = 1;
    public const int Dairy = 2;
    public const int Pigs = 3;
    public const int Digester = 4;
    public const int Glasshouse = 5;

    private static readonly long[] Kilometres = [0, 12, 20, 35, 41, 42];

    public static readonly Taxonomy Materials = new(
    [
        new("feed", null, "t", "", 150_000, 1_500_000),
        new("feed/grains", "feed", "t", "02 07 04", 150_000, 1_500_000),
        new("feed/whey", "feed", "t", "02 05 01", 120_000, 1_000_000),
        new("organic", null, "t", "", 150_000, 1_500_000),
        new("organic/sludge", "organic", "t", "02 05 02", 150_000, 1_500_000),
        new("heat", null, "GJ", "", 400_000, 0),
        new("digestate", null, "t", "19 06 06", 100_000, 1_000_000),
    ]);

    public static Offer Grains { get; } = new("grains", Brewery, "feed/grains", "t", [100_000, 100_000])
    {
        Status = LegalStatus.ByProduct, Measured = [new("dry_matter", 20_000, 24_000)], GateMicros = 8_000_000,
    };

    public static Offer Whey { get; } = new("whey", Dairy, "feed/whey", "t", [300_000, 200_000])
    {
        Status = LegalStatus.Milk, Measured = [new("dry_matter", 5_000, 6_000)], GateMicros = 12_000_000,
    };

    public static Want CattleFeed { get; } = new("cattle-feed", Cattle, "feed", "t", [80_000, 80_000])
    {
        Use = Use.Feed, Approvals = Approvals.Feed, Windows = [new("dry_matter", 18_000, null)],
        PriceMicros = 45_000_000, TreatmentMicros = 4_000_000, MostMetres = 50_000,
    };

    public static Want PigFeed { get; } = new("pig-feed", Pigs, "feed", "t", [250_000, 250_000])
    {
        Use = Use.Feed, Approvals = Approvals.Feed | Approvals.Registered,
        Windows = [new("dry_matter", 4_000, 30_000)], PriceMicros = 18_000_000, TreatmentMicros = 2_000_000,
    };

    public static MatchingProblem Of(Offer[] offers, Want[] wants) => new(
        Currency.Of("EUR"), ["winter", "summer"],
        [
            new("brewery", "Brewery"), new("cattle", "Cattle farm"), new("dairy", "Dairy"), new("pigs", "Pig farm"),
            new("digester", "Digester"), new("glasshouse", "Glasshouse"),
        ], Materials, offers, wants, (a, b) => Math.Abs(Kilometres[a] - Kilometres[b]) * 1_000);
}
