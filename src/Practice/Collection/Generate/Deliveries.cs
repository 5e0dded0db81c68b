using NodaTime;

namespace Meent.Collection.Generate;

/// <summary>One can on the scale.</summary>
internal readonly record struct Pour(
    Guid Id, int Slip, int Member, LocalDate Day, bool Evening, int Minute, long Quantity, char Grade, bool Accepted);

/// <summary>What the deliveries came to.</summary>
internal sealed class Intake(int days)
{
    public int Rows { get; set; }
    public long[] AcceptedOfDay { get; } = new long[days];
    public long Rejected { get; set; }

    /// <summary>Accepted deliveries, spread over the days, on which faults are planted.</summary>
    public List<Pour> Sample { get; } = [];
}

/// <summary>Writes deliveries.csv day by day. Distributions: 858 members on the scales of a Kenyan hub on one day,
/// and the variation of members from day to day on Indian collection units.</summary>
internal sealed class Deliveries(HubRequest request, Register register, Sheet sheet, Sheet? tests, int wanted)
{
    public const string Header =
        "id,device,slip,member,date,session,time,item,quantity,unit,grade,point,accepted,reason,reverses,recorded_by";

    public const long Most = 300_000;
    public const long Least = 500;
    private const int SkipPerTenThousand = 300;

    /// <summary>Coefficient of variation 0.36.</summary>
    private const long SigmaWithin = 349_000;

    private readonly int[] morningSlips = new int[register.Active.Length];
    private readonly int[] eveningSlips = new int[register.Active.Length];
    private readonly int[] stops = StopsOf(register);
    private readonly int stride = Math.Max(1, request.Members * request.Days / Math.Max(1, wanted) * 9 / 10);
    private readonly int[] queues = [.. register.Routes.Select((_, r) => register.Active.Count(m => m.Route == r))];
    private readonly List<Pour> pours = [];

    public Intake Write(IProgress<int>? progress)
    {
        var intake = new Intake(request.Days);
        for (var day = 0; day < request.Days; day++)
        {
            PourDay(day);
            if (request.DailyTotalThousandths is { } total)
            {
                ExactTotal.Share(pours, total);
            }

            foreach (var pour in pours)
            {
                Take(pour, day, intake);
            }

            progress?.Report((day + 1) * 100 / request.Days);
        }

        return intake;
    }

    /// <summary>Next slip of a member on the scale of the round; a second number has slips of its own.</summary>
    public int NextSlip(int member, bool evening) =>
        register.Active[member].Second is null || !evening ? ++morningSlips[member] : ++eveningSlips[member];

    public void Row(in Pour pour, Guid? reverses = null, string? number = null, string? unit = null)
    {
        var member = register.Active[pour.Member];
        var route = register.Routes[member.Route];
        sheet.Id(pour.Id).Text(route.Scale).Int(pour.Slip)
            .Text(number ?? (pour.Evening ? member.Evening : member.Number))
            .Day(pour.Day).Text(pour.Evening ? "PM" : "AM").Minute(pour.Minute)
            .Text("milk").Quantity(pour.Quantity).Text(unit ?? request.Unit)
            .Text(request.Grades ? pour.Grade.ToString() : "")
            .Text(route.Point(member.Point))
            .Text(pour.Accepted ? "yes" : "no").Text(pour.Accepted ? "" : "alcohol");
        (reverses is { } id ? sheet.Id(id) : sheet.None()).Text($"collector {route.Code}").End();
    }

    private static int[] StopsOf(Register register)
    {
        var ofRoute = new int[register.Routes.Count];
        return [.. register.Active.Select(m => ofRoute[m.Route]++)];
    }

    private void PourDay(int day)
    {
        pours.Clear();
        var dice = Dice.For(request.Seed, "day", day);
        var date = request.First.PlusDays(day);
        var members = register.Active;
        var totals = new long[members.Length];
        for (var i = 0; i < members.Length; i++)
        {
            var skipped = dice.Chance(SkipPerTenThousand) && request.DeliveriesPerMemberDay is null;
            var today = members[i].LevelMillionths * Curves.LogNormal(dice, 0, SigmaWithin) / 1_000_000_000;
            totals[i] = skipped ? 0 : today;
        }

        foreach (var evening in new[] { false, true })
        {
            for (var i = 0; i < members.Length; i++)
            {
                var share = PartOf(members[i].Habit, evening);
                if (totals[i] > 0 && share > 0)
                {
                    Add(i, date, evening, totals[i] * share / 1700, queues[members[i].Route], dice);
                }
            }
        }
    }

    /// <summary>In 1,700 parts of the day's milk: the evening brings 0.7 of the morning.</summary>
    private int PartOf(Habit habit, bool evening) => request.DeliveriesPerMemberDay switch
    {
        1 => evening ? 0 : 1700,
        2 => evening ? 700 : 1000,
        _ => (habit, evening) switch
        {
            (Habit.Both, false) => 1000,
            (Habit.Both, true) => 700,
            (Habit.Morning, false) or (Habit.Evening, true) => 1700,
            _ => 0,
        },
    };

    private void Add(int index, LocalDate date, bool evening, long quantity, int queue, Dice dice)
    {
        var route = register.Routes[register.Active[index].Route];
        var (start, minutes) = evening ? (route.Evening, route.EveningMinutes) : (route.Morning, route.MorningMinutes);
        var minute = start + (int)((long)stops[index] * minutes / queue) + dice.Below(3);
        var id = Ids.At(date, minute, dice);
        var grade = dice.Below(100);
        var rejected = dice.Chance(request.RejectedPerTenThousand);
        pours.Add(new Pour(
            id, NextSlip(index, evening), index, date, evening, minute,
            Math.Clamp((quantity + 50) / 100 * 100, Least, Most),
            grade < 55 ? 'A' : grade < 90 ? 'B' : 'C', !rejected));
    }

    private void Take(in Pour pour, int day, Intake intake)
    {
        if (pour.Accepted)
        {
            intake.AcceptedOfDay[day] += pour.Quantity;
            if (intake.Sample.Count < wanted && intake.Rows % stride == 0)
            {
                intake.Sample.Add(pour);
            }
        }
        else
        {
            intake.Rejected += pour.Quantity;
        }

        Row(pour);
        intake.Rows++;
        if (tests is not null && (!pour.Accepted || intake.Rows % 20 == 0))
        {
            Test(pour);
        }
    }

    /// <summary>One can of twenty is tested, and every one that was refused: density N(1.0295, 0.0015), alcohol 0 or
    /// 1.</summary>
    private void Test(in Pour pour)
    {
        var dice = Dice.For(request.Seed, "tests", tests!.Line);
        var member = register.Active[pour.Member];
        var density = Curves.Normal(dice, 1_029_500, pour.Accepted ? 1_500 : 3_000) / 100;
        tests.Id(Ids.At(pour.Day, pour.Minute, dice)).Day(pour.Day).Text("density")
            .Text($"{density / 10_000}.{density % 10_000:0000}").Text(member.Number).Id(pour.Id)
            .Text(register.Routes[member.Route].Code).Text("grader").End();
        tests.Id(Ids.At(pour.Day, pour.Minute, dice)).Day(pour.Day).Text("alcohol")
            .Text(pour.Accepted ? "0" : "1").Text(member.Number).Id(pour.Id)
            .Text(register.Routes[member.Route].Code).Text("grader").End();
    }
}
