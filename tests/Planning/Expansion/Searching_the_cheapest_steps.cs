using Meent.Planning.Rules;
using Meent.Planning.Rules.Expansion;

namespace Meent.Tests.Planning.Expansion;

public class Searching_the_cheapest_steps
{
    [Fact]
    public void Nothing_cheaper_is_found_by_trying_everything()
    {
        for (var seed = 1UL; seed <= 25; seed++)
        {
            var dice = new Dice(seed);
            var (question, litres) = SmallQuestion(dice);
            var found = StepSearch.Find(question, litres, [true, true, true]).Value;
            found.Cost.ShouldBe(Trying(question, litres), 1e-6, $"seed {seed}");
        }
    }

    [Fact]
    public void Rent_with_its_shortest_time_and_a_second_round_are_searched_as_well()
    {
        for (var seed = 1UL; seed <= 25; seed++)
        {
            var dice = new Dice(seed + 100);
            var (question, litres) = HiredQuestion(dice);
            var found = StepSearch.Find(question, litres, [true, true, true]).Value;
            found.Cost.ShouldBe(TryingHired(question, litres), 1e-6, $"seed {seed}");
        }
    }

    [Fact]
    public void The_plan_carried_out_costs_what_the_search_said()
    {
        for (var seed = 1UL; seed <= 40; seed++)
        {
            var (question, litres) = seed % 2 == 0 ? SmallQuestion(new Dice(seed)) : HiredQuestion(new Dice(seed));
            var plan = StepSearch.Find(question, litres, [true, true, true]).Value;
            var carried = Reckoning.Of(question, litres, plan.Moves);
            carried.Cost.ShouldBe(plan.Cost, 1e-5);
            foreach (var month in carried.Months)
            {
                (month.Taken + month.TurnedAway / TankQuestion.DaysAMonth).ShouldBe(month.Litres, 1e-9);
                month.Taken.ShouldBeLessThanOrEqualTo(month.Room + 1e-9);
            }
        }
    }

    [Fact]
    public void Steps_for_steady_growth_are_those_of_the_general_search()
    {
        // Ten months, growing by a litre a day each month, sizes 1 to 3, no value kept, nothing turned away.
        const double interest = 0.3;
        double[] price = [0, 10, 16, 21];
        var steps = Enumerable.Range(1, 3)
            .Select(k => new Step($"{k}", StepKind.Buy, k, price[k], LifeMonths: 600, KeptValue: 0, Most: 10)).ToList();
        var question = new TankQuestion(0, steps, 1000, interest);
        var litres = Enumerable.Range(1, 10).Select(m => (double)m).ToArray();
        var found = StepSearch.Find(question, litres, [true, true, true]).Value;
        found.Cost.ShouldBe(SteadyGrowth.Plan(price, question.MonthDiscount, 10).Cost, 1e-6);
    }

    [Fact]
    public void Without_economies_of_size_the_smallest_step_is_taken()
    {
        var steps = Enumerable.Range(1, 3)
            .Select(k => new Step($"{k}", StepKind.Buy, k, 10 * k, LifeMonths: 600, KeptValue: 0, Most: 9)).ToList();
        var question = new TankQuestion(0, steps, 1000, 0.2);
        var litres = Enumerable.Range(1, 9).Select(m => (double)m).ToArray();
        var found = StepSearch.Find(question, litres, [true, true, true]).Value;
        found.Moves.Count.ShouldBe(9);
        found.Moves.ShouldAllBe(m => m.Step == 0);
    }

    [Fact]
    public void A_tank_that_stands_idle_is_sold_at_once_and_one_that_is_needed_is_kept()
    {
        var sell = new Step("old tank", StepKind.Sell, 1000, 50_000, PerYear: 3_000, LifeMonths: 60);
        var question = new TankQuestion(3000, [sell], 2, 0.1);
        var idle = StepSearch.Find(question, [.. Enumerable.Repeat(1500.0, 24)], [true]).Value;
        idle.Moves.ShouldBe([new Move(0, 0, true)]);
        idle.Cost.ShouldBeLessThan(-50_000);
        StepSearch.Find(question, [.. Enumerable.Repeat(2900.0, 24)], [true]).Value.Moves.ShouldBeEmpty();
    }

    private static (TankQuestion Question, double[] Litres) SmallQuestion(Dice dice)
    {
        var steps = Enumerable.Range(0, 3).Select(i => new Step(
            $"{i}", StepKind.Buy, 50 + dice.Below(200), 500 + dice.Below(4000), dice.Below(300),
            dice.Fraction() * 0.3, 3 + dice.Below(12), dice.Below(3), dice.Fraction(), 2)).ToList();
        var question = new TankQuestion(200, steps, 0.5 + dice.Fraction(), dice.Fraction() * 0.5, 1 + dice.Fraction());
        return (question, [.. Enumerable.Range(0, 7).Select(m => 120.0 + (40 * m * dice.Fraction()))]);
    }

    private static (TankQuestion Question, double[] Litres) HiredQuestion(Dice dice)
    {
        var steps = new List<Step>
        {
            new("rent", StepKind.Rent, 60 + dice.Below(100), dice.Below(300), 3000 + dice.Below(9000),
                dice.Fraction() * 0.4, LeastMonths: 1 + dice.Below(4)),
            new("rounds", StepKind.Rounds, 0, dice.Below(200), dice.Below(8000), dice.Fraction(),
                LeadMonths: dice.Below(2), LeastMonths: 1 + dice.Below(2)),
            new("tank", StepKind.Buy, 100 + dice.Below(100), 1000 + dice.Below(3000), LifeMonths: 24),
        };
        var question = new TankQuestion(150, steps, 0.5 + dice.Fraction(), 0.2);
        // A season strong enough for rent to come and go.
        return (question, [.. Enumerable.Range(0, 7).Select(_ => 60.0 + dice.Below(300))]);
    }

    /// <summary>Every number of each tank in every month.</summary>
    private static double Trying(TankQuestion question, double[] litres)
    {
        var best = double.PositiveInfinity;
        var each = question.Steps.Select(s => Arrivals(litres.Length, s)).ToArray();
        foreach (var a in each[0])
        {
            foreach (var b in each[1])
            {
                foreach (var c in each[2])
                {
                    best = Math.Min(best, CashFlow(question, litres, [a, b, c], [[], [], []]));
                }
            }
        }

        return best;
    }

    /// <summary>Every pattern of months in which each hired step is had, and every month for the tank.</summary>
    private static double TryingHired(TankQuestion question, double[] litres)
    {
        var best = double.PositiveInfinity;
        foreach (var tank in Arrivals(litres.Length, question.Steps[2]))
        {
            foreach (var rent in Patterns(litres.Length, question.Steps[0]))
            {
                foreach (var rounds in Patterns(litres.Length, question.Steps[1]))
                {
                    best = Math.Min(best, CashFlow(question, litres, [[], [], tank], [rent, rounds, []]));
                }
            }
        }

        return best;
    }

    private static List<int[]> Arrivals(int months, Step step)
    {
        var all = new List<int[]> { Array.Empty<int>() };
        for (var a = step.LeadMonths; a < months; a++)
        {
            all.Add([a]);
            for (var b = a; step.Most > 1 && b < months; b++)
            {
                all.Add([a, b]);
            }
        }

        return all;
    }

    private static IEnumerable<bool[]> Patterns(int months, Step step)
    {
        for (var bits = 0; bits < 1 << months; bits++)
        {
            var had = Enumerable.Range(0, months).Select(m => (bits >> m & 1) == 1).ToArray();
            if (Enumerable.Range(0, months).All(m => !Starts(had, m)
                || (m >= step.LeadMonths
                    && Enumerable.Range(m, step.LeastMonths).All(k => k >= months || had[k]))))
            {
                yield return had;
            }
        }
    }

    private static bool Starts(bool[] had, int month) => had[month] && (month == 0 || !had[month - 1]);

    /// <summary>Payments of each month one by one, discounted: written apart from the program's own.</summary>
    private static double CashFlow(TankQuestion question, double[] litres, int[][] arrivals, bool[][] had)
    {
        var total = 0.0;
        for (var m = 0; m < litres.Length; m++)
        {
            var (paid, room) = (0.0, new List<(double PerLitre, double Litres)>());
            var owned = question.StandingLitres;
            for (var i = 0; i < 3; i++)
            {
                var step = question.Steps[i];
                foreach (var at in arrivals[i].Where(at => at <= m))
                {
                    paid += ((m - at) % step.LifeMonths == 0 ? step.Price : 0) + (step.PerYear / 12);
                    owned += step.Litres;
                    room.Add((step.PerLitre, step.Litres / question.PeakDay));
                }

                if (had[i].Length > 0 && had[i][m])
                {
                    paid += (Starts(had[i], m) ? step.Price : 0) + (step.PerYear / 12);
                }
            }

            room.Add((0, question.StandingLitres / question.PeakDay));
            AddHired(question, had, m, owned, room);
            total += Math.Pow(1 + question.InterestPerYear, -m / 12.0) * (paid + Litres(question, litres[m], room));
        }

        return total - Left(question, arrivals, litres.Length);
    }

    private static void AddHired(
        TankQuestion question, bool[][] had, int m, double owned, List<(double PerLitre, double Litres)> room)
    {
        for (var i = 0; i < 3; i++)
        {
            if (had[i].Length > 0 && had[i][m])
            {
                var step = question.Steps[i];
                room.Add((step.PerLitre, step.Kind == StepKind.Rent
                    ? step.Litres / question.PeakDay
                    : owned / question.PeakDay * ((1 / question.AtOnceTwoRounds) - 1)));
            }
        }
    }

    private static double Litres(TankQuestion question, double litres, List<(double PerLitre, double Litres)> room)
    {
        var (cost, left) = (0.0, litres);
        foreach (var (perLitre, here) in room.OrderBy(r => r.PerLitre).Where(r => r.PerLitre < question.MarginPerLitre))
        {
            cost += Math.Min(left, here) * perLitre;
            left -= Math.Min(left, here);
        }

        return 365 / 12.0 * (cost + (left * question.MarginPerLitre));
    }

    private static double Left(TankQuestion question, int[][] arrivals, int months)
    {
        var left = 0.0;
        for (var i = 0; i < 3; i++)
        {
            var step = question.Steps[i];
            foreach (var at in arrivals[i])
            {
                var age = (months - at - 1) % step.LifeMonths + 1;
                left += step.Price * step.KeptValue * (step.LifeMonths - age) / step.LifeMonths;
            }
        }

        return left * Math.Pow(1 + question.InterestPerYear, -months / 12.0);
    }
}
