namespace Meent.Collection.Generate;

/// <summary>When in the day a member brings milk.</summary>
internal enum Habit
{
    Morning,
    Both,
    Evening,
}

/// <summary>A person with one number or two, and how much milk they have.</summary>
internal sealed record Member(
    string Number, string? Second, string Name, string Language, int Route, int Point, string Rail, string Account,
    string Phone, long LevelMillionths, Habit Habit)
{
    /// <summary>Number on the card that is read in the evening.</summary>
    public string Evening => Second ?? Number;
}

/// <summary>A round with a scale. Minutes are of the day.</summary>
internal sealed record Route(
    string Code, string Name, string Scale, int Points,
    int Morning, int MorningMinutes, int Evening, int EveningMinutes)
{
    public string Point(int index) => $"{Code}-{index + 1}";
}

/// <summary>The people and rounds of a hub: 28 to 32 routes of lognormal size where there are members enough.</summary>
internal sealed class Register
{
    /// <summary>Logarithm of kg a day, between members: 0.84 in all, less what one member differs from day to
    /// day.</summary>
    private const long Mu = 2_040_000;
    private const long SigmaBetween = 764_000;

    private Register(IReadOnlyList<Route> routes, Member[] active, Member[] dormant) =>
        (Routes, Active, Dormant) = (routes, active, dormant);

    public IReadOnlyList<Route> Routes { get; }

    /// <summary>In the order of routes and of the stops on them.</summary>
    public Member[] Active { get; }

    public Member[] Dormant { get; }

    public static Register For(HubRequest request)
    {
        var routes = RoutesOf(request);
        var shares = SharesOf(request, routes.Count);
        var dice = Dice.For(request.Seed, "members");
        var names = new Names();
        var people = new Member[request.Members + request.DormantMembers];
        for (var i = 0; i < people.Length; i++)
        {
            people[i] = Person(request, names, routes, shares, i, dice);
        }

        var active = people[..request.Members];
        Array.Sort(active, (a, b) => (a.Route, a.Point).CompareTo((b.Route, b.Point)) is var order and not 0
            ? order
            : string.CompareOrdinal(a.Number, b.Number));
        return new Register(routes, active, people[request.Members..]);
    }

    private static List<Route> RoutesOf(HubRequest request)
    {
        var dice = Dice.For(request.Seed, "routes");
        var count = request.Members < 1_500 ? Math.Max(2, request.Members / 50) : 28 + dice.Below(5);
        return [.. Enumerable.Range(1, count).Select(i => new Route(
            $"R{i:00}", Names.Place(i - 1), $"SC{i:00}", 2 + dice.Below(3),
            325 + dice.Below(20), 124 + dice.Below(69), 852 + dice.Below(20), 120 + dice.Below(60)))];
    }

    /// <summary>Running sum of lognormal weights.</summary>
    private static long[] SharesOf(HubRequest request, int routes)
    {
        var dice = Dice.For(request.Seed, "route sizes");
        var shares = new long[routes];
        for (var i = 0; i < routes; i++)
        {
            shares[i] = (i == 0 ? 0 : shares[i - 1]) + (Curves.LogNormal(dice, 0, 600_000) / 1000);
        }

        return shares;
    }

    private static Member Person(
        HubRequest request, Names names, List<Route> routes, long[] shares, int index, Dice dice)
    {
        var number = $"{index + 1:00000}";
        var pick = dice.Below((int)shares[^1]);
        var route = Array.FindIndex(shares, upTo => pick < upTo);
        var (language, rail) = (dice.Below(100), dice.Below(100));
        var habit = dice.Below(1000);
        var phone = $"2547000{index:00000}";
        return new Member(
            number,
            index < request.Members && dice.Chance(request.SecondNumbersPerTenThousand) ? $"{number}B" : null,
            names.Person(dice),
            language < 55 ? "sw" : language < 98 ? "en" : "nl",
            route,
            dice.Below(routes[route].Points),
            rail < 70 ? "mobile" : rail < 95 ? "bank" : "cash",
            rail < 70 ? phone : rail < 95 ? $"0110{1_000_000 + index}" : "",
            phone,
            Curves.LogNormal(dice, Mu, SigmaBetween),
            habit < 662 ? Habit.Morning : habit < 985 ? Habit.Both : Habit.Evening);
    }
}
