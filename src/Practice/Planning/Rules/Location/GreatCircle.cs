namespace Meent.Planning.Rules.Location;

/// <summary>Distance over the sphere (haversine), radius 6371.0088 km.</summary>
internal static class GreatCircle
{
    private const double Radius = 6371.0088;

    public static double Km(double lat1, double lon1, double lat2, double lon2)
    {
        const double Degree = Math.PI / 180;
        var (up, aside) = (Math.Sin((lat2 - lat1) * Degree / 2), Math.Sin((lon2 - lon1) * Degree / 2));
        var h = (up * up) + (Math.Cos(lat1 * Degree) * Math.Cos(lat2 * Degree) * aside * aside);
        return 2 * Radius * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }
}
