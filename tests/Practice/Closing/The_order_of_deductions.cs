using FsCheck;
using FsCheck.Fluent;
using Meent.Claims;
using Meent.Parties;
using Meent.Settlement.Rules;
using NodaTime;

namespace Meent.Tests.Closing;

/// <summary>Whatever is due: rank by rank, the oldest first.</summary>
[Proves("K2.a", "K3.c")]
public sealed class The_order_of_deductions
{
    private static readonly LocalDate Start = new(2026, 1, 1);

    private static readonly Gen<Due> OneDue =
        from first in Gen.Frequency((1, Gen.Constant(true)), (3, Gen.Constant(false)))
        from rank in Gen.Choose(1, 4)
        from day in Gen.Choose(0, 60)
        from amount in Gen.Choose(0, 5_000)
        from invoice in Gen.Frequency((1, Gen.Constant(true)), (6, Gen.Constant(false)))
        select new Due(0, first, rank, Start.PlusDays(day), amount, invoice);

    private static readonly Gen<Case> Cases =
        from due in OneDue.ListOf()
        from gross in Gen.Choose(0, 20_000)
        from more in Gen.Choose(0, 5_000)
        from amount in Gen.Choose(0, 3_000)
        from third in Gen.Choose(0, 3)
        select new Case([.. due.Select((d, i) => d with { Claim = i + 1 })], gross, more, amount, new Share(third, 3));

    [Fact]
    public void a_higher_gross_never_lowers_a_line() => Check(c =>
    {
        var less = Take(c, c.Gross);
        var more = Take(c, c.Gross + c.More);
        for (var i = 0; i < less.Length; i++)
        {
            more[i].Taken.ShouldBeGreaterThanOrEqualTo(less[i].Taken);
        }

        (c.Gross + c.More - more.Sum(m => m.Taken)).ShouldBeGreaterThanOrEqualTo(0);
    });

    [Fact]
    public void taken_carried_and_invoiced_are_what_was_due_and_nothing_is_below_zero() => Check(c =>
    {
        var taken = Take(c, c.Gross);
        for (var i = 0; i < taken.Length; i++)
        {
            (taken[i].Taken + taken[i].Carried + taken[i].Invoiced).ShouldBe(c.Due[i].Amount);
            Math.Min(taken[i].Taken, Math.Min(taken[i].Carried, taken[i].Invoiced)).ShouldBeGreaterThanOrEqualTo(0);
        }

        taken.Sum(t => t.Taken).ShouldBeLessThanOrEqualTo(c.Gross);
    });

    [Fact]
    public void ranks_leave_what_is_protected() => Check(c =>
    {
        var taken = Take(c, c.Gross);
        var first = taken.Where((_, i) => c.Due[i].First).Sum(t => t.Taken);
        var ranks = taken.Where((_, i) => !c.Due[i].First).Sum(t => t.Taken);
        var stays = Math.Max(c.Protected, c.Share.Of(c.Gross, Kernel.Rounding.Up));
        ranks.ShouldBeLessThanOrEqualTo(Math.Max(0, c.Gross - first - stays));
    });

    [Fact]
    public void nothing_later_in_the_order_is_taken_while_something_earlier_is_left() => Check(c =>
    {
        var taken = Take(c, c.Gross);
        var order = Enumerable.Range(0, taken.Length).Where(i => !c.Due[i].Invoice && c.Due[i].Amount > 0)
            .OrderBy(i => c.Due[i].First ? 0 : 1).ThenBy(i => c.Due[i].Rank).ThenBy(i => c.Due[i].DueOn).ThenBy(i => i)
            .ToList();
        foreach (var block in order.GroupBy(i => c.Due[i].First).Select(b => b.ToList()))
        {
            var short_ = block.FindIndex(i => taken[i].Carried > 0);
            if (short_ >= 0)
            {
                block.Skip(short_ + 1).ShouldAllBe(i => taken[i].Taken == 0);
            }
        }
    });

    [Fact]
    public void the_order_in_which_they_come_is_no_matter() => Check(c =>
    {
        var there = Take(c, c.Gross);
        var back = Take(c with { Due = [.. c.Due.AsEnumerable().Reverse()] }, c.Gross);
        back.Reverse().ShouldBe(there);
    });

    private static Settled[] Take(Case c, long gross) => Deductions.Take(gross, c.Protected, c.Share, c.Due);

    private static void Check(Action<Case> holds) =>
        Prop.ForAll(Arb.From(Cases), holds).QuickCheckThrowOnFailure();

    private sealed record Case(IReadOnlyList<Due> Due, long Gross, long More, long Protected, Share Share);
}
