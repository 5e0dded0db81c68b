using NodaTime;

namespace Meent.Collection.Generate;

/// <summary>Rows at the end of deliveries.csv that are wrong, or that take others back. The accepted total of every
/// day of the period stays what it was: a delivery that is taken back is recorded again for its neighbour.</summary>
internal sealed class FaultRows(
    HubRequest request, Register register, Deliveries deliveries, Sheet sheet, List<PlantedFault> faults)
{
    private readonly Dice dice = Dice.For(request.Seed, "faults");

    /// <summary>So many of each kind: one for a hundred members, two at least.</summary>
    public static int Wanted(HubRequest request) => Math.Max(2, request.Members / 100);

    public void Write(Intake intake)
    {
        var wanted = intake.Sample.Count / 3;
        for (var i = 0; i < wanted; i++)
        {
            Plant("duplicate_same", intake.Sample[3 * i], "unchanged: counted once");
            var other = intake.Sample[(3 * i) + 1];
            Plant("duplicate_other", other with { Quantity = other.Quantity + 1_000 },
                "quarantined: the id stands for another content");
            TakeBack(intake.Sample[(3 * i) + 2]);
        }

        for (var i = 0; i < wanted; i++)
        {
            var from = request.First.PlusDays(dice.Below(request.Days));
            Plant("unknown_member", New(from), "quarantined: no such number", number: $"9{90_000 + i}");
            Plant("negative_quantity", New(from) with { Quantity = -4_500 }, "quarantined: below zero");
            Plant("absurd_quantity", New(from) with { Quantity = 99_999_000 }, "quarantined: above the item's most");
            Plant("unknown_unit", New(from), "quarantined: no such unit for the item", unit: "bags");
            Plant("outside_period", New(request.Last.PlusDays(1 + dice.Below(5))),
                "imported; no part of the period's close");
            Plant("late", New(request.First.PlusDays(-1 - dice.Below(20))),
                "imported; the period settles it as an adjustment of the month before");
        }
    }

    private void TakeBack(in Pour pour)
    {
        var neighbour = (pour.Member + 1) % register.Active.Length;
        Plant("reversed", New(pour.Day) with
        {
            Member = pour.Member, Evening = pour.Evening, Minute = pour.Minute, Quantity = pour.Quantity,
            Grade = pour.Grade, Slip = deliveries.NextSlip(pour.Member, pour.Evening),
        }, "takes the first record back: both earn nothing", pour.Id);
        deliveries.Row(New(pour.Day) with
        {
            Member = neighbour, Evening = pour.Evening, Minute = pour.Minute, Quantity = pour.Quantity,
            Grade = pour.Grade, Slip = deliveries.NextSlip(neighbour, pour.Evening),
        });
    }

    private Pour New(LocalDate day)
    {
        var member = dice.Below(register.Active.Length);
        var minute = 420 + dice.Below(60);
        return new Pour(
            Ids.At(day, minute, dice), deliveries.NextSlip(member, false), member, day, false, minute,
            1_000 + (dice.Below(150) * 100), 'B', true);
    }

    private void Plant(
        string kind, in Pour pour, string expected, Guid? reverses = null, string? number = null, string? unit = null)
    {
        faults.Add(new PlantedFault(kind, sheet.Name, sheet.Line, pour.Id.ToString(), expected));
        deliveries.Row(pour, reverses, number, unit);
    }
}
