namespace Meent.Planning.Rules.Expansion;

/// <summary>What is known without a search when a volume grows by the same amount each year.</summary>
internal static class ClosedForms
{
    /// <summary>Interest times the years between steps, where a step of size x costs k x^a: a = u / (e^u - 1)
    /// (A. S. Manne, "Capacity expansion and probabilistic growth", Econometrica 29, 1961).</summary>
    /// <param name="economies">a, between 0 and 1.</param>
    public static double CycleOfPower(double economies) =>
        Root(u => economies - (u / (Beyond(u) + u)), 1e-12, 700);

    /// <summary>Interest times the years between steps, where a step of size x costs F + v x:
    /// e^u - 1 - u = r F / (v g).</summary>
    /// <param name="fixedOverGrowth">r F / (v g), with g the growth a year.</param>
    public static double CycleOfFixedCharge(double fixedOverGrowth) =>
        Root(u => Beyond(u) - fixedOverGrowth, 1e-12, 700);

    /// <summary>Years between steps as interest goes to nothing: the lot size formula of Harris 1913.</summary>
    /// <param name="fixedYears">F / (v g), years of growth that the fixed charge would pay.</param>
    public static double CycleOfLotSize(double fixedYears, double interest) => Math.Sqrt(2 * fixedYears / interest);

    /// <summary>Interest that makes steady growth cost what growth with chance does (Manne 1961; Bean, Higle and Smith
    /// 1992): drift times lambda, lambda = (sqrt(drift^2 + 2 r variance) - drift) / variance.</summary>
    public static double EquivalentInterest(double drift, double variance, double interest) =>
        variance == 0 ? interest
            : drift * (Math.Sqrt((drift * drift) + (2 * interest * variance)) - drift) / variance;

    /// <summary>Cost of the tank in a litre, at so many litres each day.</summary>
    public static double CostPerLitre(double price, double interest, int years, double litresADay) =>
        Annuity.Of(price, interest, years) / 365 / litresADay;

    /// <summary>Litres a day at which a tank earns what it costs; null where no volume would do.</summary>
    public static double? BreakEvenLitresADay(
        double price, double interest, int years, double perYear, double margin, double perLitre) =>
        margin <= perLitre ? null
            : (Annuity.Of(price, interest, years) + perYear) / 365 / (margin - perLitre);

    /// <summary>e^u - 1 - u; by its series where the difference would lose its digits.</summary>
    private static double Beyond(double u) =>
        u < 0.01 ? u * u / 2 * (1 + (u / 3 * (1 + (u / 4 * (1 + (u / 5)))))) : Math.Exp(u) - 1 - u;

    private static double Root(Func<double, double> rising, double low, double high)
    {
        for (var i = 0; i < 200; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = rising(middle) < 0 ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
