namespace Meent.Planning.Rules.Routing.Population;

/// <summary>Checks a solution against the problem alone; knows nothing of how it was found.</summary>
internal static class PlainCheck
{
    /// <returns>What is wrong, in words; empty where all is well.</returns>
    public static IReadOnlyList<string> Faults(PlainProblem problem, PlainSolution solution)
    {
        var faults = new List<string>();
        var visits = new int[problem.Size];
        var total = 0L;
        foreach (var route in solution.Routes)
        {
            if (route.Any(c => c <= 0 || c >= problem.Size))
            {
                faults.Add("a route visits what is no customer");
                continue;
            }

            var load = route.Sum(c => (long)problem.Demand[c]);
            var distance = 0L;
            var at = 0;
            foreach (var customer in route.Append(0))
            {
                distance += problem.Distance[(at * problem.Size) + customer];
                at = customer;
            }

            total += distance;
            Array.ForEach(route, c => visits[c]++);
            Refuse(faults, load > problem.Capacity, $"a route carries {load} of {problem.Capacity}");
            Refuse(faults, problem.MaxDistance > 0 && distance > problem.MaxDistance, $"a route is {distance} long");
            Refuse(faults, route.Length == 0, "a route is empty");
        }

        Refuse(faults, visits.Skip(1).Any(v => v != 1), "a customer is not visited once");
        Refuse(faults, total != solution.Distance, $"the distance is {total} and not {solution.Distance}");
        Refuse(faults, problem.MaxLorries > 0 && solution.Routes.Count > problem.MaxLorries, "too many lorries");
        return faults;
    }

    private static void Refuse(List<string> faults, bool broken, string fault)
    {
        if (broken)
        {
            faults.Add(fault);
        }
    }
}
