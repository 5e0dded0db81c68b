using Meent.Bench.Planning.Matching;

namespace Meent.Bench.Planning;

/// <summary>The sets of published instances that the planning rules are measured on; each prints a table.</summary>
internal static class Workloads
{
    private static readonly (string Name, Action<Request> Run)[] All =
    [
        ("x", PlainRoutes.Run),
        ("pmed", Places.Medians),
        ("cap", Places.Capacitated),
        ("places", Hubs.Measure),
        ("solomon", Routes.Solomon),
        ("site-dependent", Routes.SiteDependent),
        ("multi-trip", Routes.MultiTrip),
        ("hub", Routes.Hub),
        ("manne", Manne.Run),
        ("transportation", TransportationSet.Run),
    ];

    /// <returns>0 done, 2 where a workload is not known.</returns>
    public static int Run(string[] args)
    {
        var request = Request.Parse(args);
        if (request.Sets.Except(All.Select(w => w.Name)).ToList() is { Count: > 0 } unknown)
        {
            Console.Error.WriteLine($"{string.Join(", ", unknown)}: not known; there are "
                + string.Join(", ", All.Select(w => w.Name)));
            return 2;
        }

        foreach (var workload in All.Where(w => request.Sets.Count == 0 || request.Sets.Contains(w.Name)))
        {
            workload.Run(request);
        }

        return 0;
    }
}
