using Meent.Kernel;

namespace Meent.Planning.Rules.Expansion;

/// <summary>How a volume is expected to grow: a middle line between a slow and a fast one.</summary>
/// <param name="Low">Slowest growth a year: 0.04 is four per cent.</param>
/// <param name="Base">Growth a year that is held for likely.</param>
/// <param name="High">Fastest growth a year.</param>
internal sealed record Growth(double Low, double Base, double High)
{
    /// <summary>Growth a year of what doubles in so many years.</summary>
    public static double Doubling(double years) => Math.Pow(2, 1 / years) - 1;

    public double Of(Pace pace) => pace switch { Pace.Low => Low, Pace.High => High, _ => Base };
}

/// <summary>Which of the three lines of a forecast.</summary>
internal enum Pace
{
    Low,
    Base,
    High,
}

/// <summary>What a hub expects to take in, month by month.</summary>
/// <param name="LitresADay">Mean litres a day now, freed of the season.</param>
/// <param name="Season">Twelve factors with mean 1, January first.</param>
/// <param name="FirstMonth">Month of the year that the forecast begins with, 0 is January.</param>
/// <param name="Months">Length of the forecast.</param>
internal sealed record Volume(double LitresADay, Growth Growth, double[] Season, int FirstMonth, int Months)
{
    public const int MostMonths = 600;

    public static readonly double[] NoSeason = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];

    /// <summary>Litres a day of each month, at its beginning: month 0 is now.</summary>
    public double[] ByMonth(Pace pace)
    {
        var litres = new double[Months];
        for (var m = 0; m < Months; m++)
        {
            litres[m] = At(m, pace) * Season[(FirstMonth + m) % 12];
        }

        return litres;
    }

    /// <summary>Litres a day after so many months, without the season.</summary>
    public double At(double months, Pace pace) => LitresADay * Math.Pow(1 + Growth.Of(pace), months / 12);

    /// <summary>Years until the volume, without its season, has grown to <paramref name="litresADay"/>; 0 where it is
    /// there already, null where it never comes.</summary>
    public double? YearsUntil(double litresADay, Pace pace)
    {
        var rate = Growth.Of(pace);
        return LitresADay >= litresADay ? 0
            : rate <= 0 ? null
            : Math.Log(litresADay / LitresADay) / Math.Log(1 + rate);
    }

    /// <summary>Why there is nothing to reckon with; null where there is.</summary>
    public Refusal? Wrong()
    {
        if (LitresADay < 0)
        {
            return new Refusal("planning.tank_negative_volume", ("litres", Plain.Of(LitresADay)));
        }

        if (!(LitresADay > 0 && double.IsFinite(LitresADay)) || Months <= 0)
        {
            return new Refusal("planning.tank_no_volumes");
        }

        if (Months > MostMonths)
        {
            return new Refusal("planning.tank_too_long", ("months", Plain.Of(Months)), ("most", Plain.Of(MostMonths)));
        }

        // A mean other than 1 would be growth under another name.
        if (Season.Length != 12 || Season.Any(f => !(f >= 0)) || !(Math.Abs(Season.Average() - 1) <= 0.005)
            || FirstMonth is < 0 or > 11)
        {
            return new Refusal("planning.tank_season_wrong");
        }

        return Growth is { Low: >= -0.5, High: <= 3 } && Growth.Low <= Growth.Base && Growth.Base <= Growth.High
            ? null
            : new Refusal("planning.tank_growth_wrong");
    }
}
