namespace Meent.Planning.Rules.Distances;

/// <summary>Distance over the sphere by the haversine formula (Sinnott, Virtues of the Haversine, 1984): exact enough
/// within half a percent of the ellipsoid, and steady for places that are near or opposite each other.</summary>
internal static class GreatCircle
{
    /// <summary>Mean radius of the earth, metres (IUGG R1).</summary>
    public const double Radius = 6_371_008.8;

    private const double Radian = Math.PI / 180;

    /// <summary>Metres between two positions in degrees.</summary>
    public static double Metres(double lat1, double lon1, double lat2, double lon2)
    {
        var up = Math.Sin((lat2 - lat1) * Radian / 2);
        var aside = Math.Sin((lon2 - lon1) * Radian / 2);
        var half = (up * up) + (Math.Cos(lat1 * Radian) * Math.Cos(lat2 * Radian) * aside * aside);
        return 2 * Radius * Math.Atan2(Math.Sqrt(half), Math.Sqrt(Math.Max(0, 1 - half)));
    }
}
