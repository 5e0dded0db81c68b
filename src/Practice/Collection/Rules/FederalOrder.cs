using Meent.Claims;
using NodaTime;

namespace Meent.Collection.Rules;

/// <summary>Survey prices of a month (or of two weeks, for advanced prices), dollars a pound.</summary>
internal sealed record CommoditySurvey(decimal Butter, decimal NonfatDryMilk, decimal Cheese, decimal DryWhey);

/// <summary>Prices announced for a month: components in dollars a pound, skim and classes in dollars a hundredweight,
/// the rate in dollars a hundredweight for each 1,000 somatic cells.</summary>
internal sealed record AnnouncedPrices(
    decimal Butterfat,
    decimal NonfatSolids,
    decimal Protein,
    decimal OtherSolids,
    decimal Class3Skim,
    decimal Class3,
    decimal Class4Skim,
    decimal Class4,
    decimal SomaticCellRate);

/// <summary>Price of a class with its skim and butterfat.</summary>
internal sealed record ClassPrice(decimal Skim, decimal Butterfat, decimal Price);

/// <summary>
/// Component and class prices of the United States' federal orders, 7 CFR 1000.50. Components are rounded to four
/// places,
/// skim and class prices to two, the somatic cell rate to five, a half always up; later steps use the rounded figures.
/// </summary>
internal static class FederalOrder
{
    // Yields that no rule since 2008 has changed.
    private const decimal ButterYield = 1.211m;
    private const decimal PowderYield = 0.99m;
    private const decimal WheyYield = 1.03m;
    private const decimal CheeseYield = 1.383m;
    private const decimal FatToProtein = 1.17m;

    /// <summary>Prices announced after the month.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A month before the rule of 2008.</exception>
    internal static AnnouncedPrices Monthly(YearMonth month, CommoditySurvey survey)
    {
        var rule = FederalOrderRule.Of(month);
        var butterfat = Cut((survey.Butter - rule.ButterMake) * ButterYield, 4);
        var nonfat = Cut((survey.NonfatDryMilk - rule.PowderMake) * PowderYield, 4);
        var other = Cut((survey.DryWhey - rule.WheyMake) * WheyYield, 4);
        var cheese = survey.Cheese - rule.CheeseMake;
        var protein = Cut(
            (cheese * CheeseYield)
            + (((cheese * rule.FatInCheeseYield) - (rule.FatRetention * butterfat)) * FatToProtein), 4);
        var skim3 = Cut((rule.ProteinInSkim * protein) + (rule.OtherSolidsInSkim * other), 2);
        var skim4 = Cut(rule.NonfatSolidsInSkim * nonfat, 2);
        return new AnnouncedPrices(
            butterfat, nonfat, protein, other,
            skim3, OfClass(skim3, butterfat), skim4, OfClass(skim4, butterfat),
            Cut(0.0005m * survey.Cheese, 5));
    }

    /// <summary>Class II: advanced Class IV skim and 0.70; butterfat of the month and 0.007.</summary>
    internal static ClassPrice Class2(decimal advancedClass4Skim, decimal butterfat)
    {
        var (skim, fat) = (advancedClass4Skim + 0.70m, butterfat + 0.007m);
        return new ClassPrice(skim, fat, OfClass(skim, fat));
    }

    /// <summary>Class I of a place with its differential, from advanced prices.</summary>
    internal static ClassPrice Class1(YearMonth month, AnnouncedPrices advanced, decimal differential)
    {
        var mover = FederalOrderRule.Of(month).MoverAdds is { } adds
            ? Cut(((advanced.Class3Skim + advanced.Class4Skim) / 2m) + adds, 2)
            : Math.Max(advanced.Class3Skim, advanced.Class4Skim);
        var (skim, fat) = (mover + differential, advanced.Butterfat + Cut(differential / 100m, 4));
        return new ClassPrice(skim, fat, OfClass(skim, fat));
    }

    /// <summary>The announced prices as published observations that hold from the first day of the month; terms price
    /// components with them.</summary>
    internal static IReadOnlyList<Observed> Observations(YearMonth month, AnnouncedPrices prices)
    {
        var first = month.OnDayOfMonth(1);
        return
        [
            Published("fmmo.butterfat", prices.Butterfat, 4),
            Published("fmmo.nonfat_solids", prices.NonfatSolids, 4),
            Published("fmmo.protein", prices.Protein, 4),
            Published("fmmo.other_solids", prices.OtherSolids, 4),
            Published("fmmo.class3_skim", prices.Class3Skim, 2),
            Published("fmmo.class3", prices.Class3, 2),
            Published("fmmo.class4_skim", prices.Class4Skim, 2),
            Published("fmmo.class4", prices.Class4, 2),
            Published("fmmo.scc_rate", prices.SomaticCellRate, 5),
        ];

        Observed Published(string measure, decimal value, int scale) =>
            new(measure, null, first, (long)(value * Kernel.Decimals.Power(scale)), scale);
    }

    private static decimal OfClass(decimal skim, decimal butterfat) => Cut((0.965m * skim) + (3.5m * butterfat), 2);

    private static decimal Cut(decimal value, int places) =>
        decimal.Round(value, places, MidpointRounding.AwayFromZero);
}

/// <summary>The constants of 7 CFR 1000.50 between two dates. Make allowances in dollars a pound.</summary>
/// <param name="From">First month.</param>
/// <param name="MoverAdds">What is added to the average of both skims; null: the higher of them counts.</param>
internal sealed record FederalOrderRule(
    YearMonth From,
    decimal ButterMake,
    decimal PowderMake,
    decimal CheeseMake,
    decimal WheyMake,
    decimal FatInCheeseYield,
    decimal FatRetention,
    decimal ProteinInSkim,
    decimal OtherSolidsInSkim,
    decimal NonfatSolidsInSkim,
    decimal? MoverAdds)
{
    /// <summary>The rule of 2008 (the mover changed in May 2019), 90 FR 6600 from June 2025, its composition factors
    /// from
    /// December 2025. 1.589 is 1.572 x 0.91 / 0.90, the only yield that gives the announced figures.</summary>
    private static readonly FederalOrderRule[] Rules =
    [
        new(new(2008, 10), 0.1715m, 0.1678m, 0.2003m, 0.1991m, 1.572m, 0.90m, 3.1m, 5.9m, 9m, null),
        new(new(2019, 5), 0.1715m, 0.1678m, 0.2003m, 0.1991m, 1.572m, 0.90m, 3.1m, 5.9m, 9m, 0.74m),
        new(new(2025, 6), 0.2272m, 0.2393m, 0.2519m, 0.2668m, 1.589m, 0.91m, 3.1m, 5.9m, 9m, null),
        new(new(2025, 12), 0.2272m, 0.2393m, 0.2519m, 0.2668m, 1.589m, 0.91m, 3.3m, 6.0m, 9.3m, null),
    ];

    internal static FederalOrderRule Of(YearMonth month) =>
        Array.FindLast(Rules, r => r.From <= month)
        ?? throw new ArgumentOutOfRangeException(nameof(month), month, "before October 2008");
}
