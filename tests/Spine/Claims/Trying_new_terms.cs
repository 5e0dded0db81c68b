using Meent.Agreements;
using Meent.Claims;
using Meent.Claims.Rules;
using Meent.Kernel;

namespace Meent.Tests.Spine.Claims;

public sealed class Trying_new_terms
{
    [Fact]
    [Proves("AT-K7-2")]
    public void The_change_who_gains_and_who_loses_are_said()
    {
        RatedEvent[] events =
            [Trial.Event("10", 0, grade: 0), Trial.Event("10", 1, grade: 1), Trial.Event("10", 2, grade: 2)];
        const string Grade = """ "grade": { "kind": "measured", "measure": "grade" } """;
        var now = Trial.Rate(
            Trial.Terms(Trial.Clause("\"kind\": \"price\", \"unitPrice\": \"40\"", "base")), events).Value;
        var tried = Trial.Rate(
            Trial.Terms(
                Trial.Clause("\"kind\": \"price\", \"unitPrice\": \"40.50\"", "base") + ","
                + Trial.Clause("""
                    "kind": "step", "fact": "grade", "table": { "A": "1", "B": "0", "C": "-2" }
                    """, "grade") + ","
                + Trial.Clause("\"kind\": \"price\", \"unitPrice\": \"0.50\"", "levy", "charge"),
                Grade),
            events).Value;

        var run = DryRun.Compare(now, tried);

        (run.TotalNow, run.TotalTried, run.Change).ShouldBe((120000, 119000, -1000));
        (run.Gain, run.Lose, run.Same).ShouldBe((1, 1, 1));
        run.Changes.Select(c => (c.Party, c.Change)).ShouldBe([(2, -2000), (1, 0), (0, 1000)]);
    }

    [Fact]
    public void A_part_says_the_amount_before_rounding()
    {
        var terms = Trial.Terms(
            Trial.Clause("\"kind\": \"price\", \"unitPrice\": \"45.125\", \"per\": 112", "long") + ","
            + Trial.Clause("\"kind\": \"price\", \"unitPrice\": \"0.3333\"", "short", each: "line"));
        var e = Trial.Event("12.5");

        var parts = Trial.Rater(terms).Value.Explain(in e).Value;

        parts.Select(p => (p.Clause, p.Exact, p.Amount))
            .ShouldBe([("long", "9025/1792", 504), ("short", "4.16625", null)]);
    }

    [Fact]
    public void Division_in_64_bits_is_that_of_the_kernel() => FsCheck.Check.One(
        FsCheck.Config.QuickThrowOnFailure,
        FsCheck.Fluent.Prop.ForAll<long, FsCheck.PositiveInt>((numerator, denominator) =>
            Enum.GetValues<Rounding>().All(mode =>
                new Denominator(denominator.Get).Divide(numerator, mode)
                    == Exact.Divide(numerator, denominator.Get, mode)
                && new Denominator(2).Divide(numerator, mode) == Exact.Divide(numerator, 2, mode))));
}
