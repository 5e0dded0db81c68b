using Meent.Planning.Rules.Matching;

namespace Meent.Tests.Planning.Matching;

/// <summary>Directive 2008/98/EC and Reg. (EC) 1069/2009, article by article.</summary>
public sealed class Asking_the_law
{
    private const Approvals All = Approvals.Feed | Approvals.Waste | Approvals.Registered | Approvals.Biogas
        | Approvals.Combustion;

    [Theory]
    [InlineData(nameof(LegalStatus.Product), nameof(Use.Feed), "product")]
    [InlineData(nameof(LegalStatus.ByProduct), nameof(Use.Land), "Directive 2008/98/EC art. 5(1)")]
    [InlineData(nameof(LegalStatus.EndOfWaste), nameof(Use.Industry), "Directive 2008/98/EC art. 6(1)")]
    [InlineData(nameof(LegalStatus.Waste), nameof(Use.Digestion), "Directive 2008/98/EC art. 23, 26")]
    [InlineData(nameof(LegalStatus.Category1), nameof(Use.Fuel), "Reg. (EC) 1069/2009 art. 12(e)")]
    [InlineData(nameof(LegalStatus.Category2), nameof(Use.Fuel), "Reg. (EC) 1069/2009 art. 13(h)")]
    [InlineData(nameof(LegalStatus.Manure), nameof(Use.Land), "Reg. (EC) 1069/2009 art. 13(f)")]
    [InlineData(nameof(LegalStatus.Manure), nameof(Use.Digestion), "Reg. (EC) 1069/2009 art. 13(e)(ii)")]
    [InlineData(nameof(LegalStatus.Category3), nameof(Use.Feed), "Reg. (EC) 1069/2009 art. 14(d)(i)")]
    [InlineData(nameof(LegalStatus.Category3), nameof(Use.Digestion), "Reg. (EC) 1069/2009 art. 14(f)")]
    [InlineData(nameof(LegalStatus.Milk), nameof(Use.Land), "Reg. (EC) 1069/2009 art. 14(l)")]
    [InlineData(nameof(LegalStatus.Catering), nameof(Use.Compost), "Reg. (EC) 1069/2009 art. 14(k)")]
    public void it_may_by_an_article(string status, string use, string article) =>
        Ask(status, use, All).Value.ShouldBe(article);

    [Theory]
    [InlineData(nameof(LegalStatus.Waste), nameof(Use.Feed), "2(2)(e), 5(1)")]
    [InlineData(nameof(LegalStatus.Category1), nameof(Use.Digestion), "12")]
    [InlineData(nameof(LegalStatus.Category2), nameof(Use.Feed), "13")]
    [InlineData(nameof(LegalStatus.Category2), nameof(Use.Digestion), "13")]
    [InlineData(nameof(LegalStatus.Manure), nameof(Use.Feed), "13")]
    [InlineData(nameof(LegalStatus.Category3), nameof(Use.Land), "14")]
    [InlineData(nameof(LegalStatus.Catering), nameof(Use.Feed), "11(1)(b)")]
    [InlineData(nameof(LegalStatus.Milk), nameof(Use.Industry), "14")]
    public void it_may_not_by_an_article(string status, string use, string article)
    {
        var refusal = Ask(status, use, All).Refusal!;
        refusal.Code.ShouldBe("planning.pair_law");
        refusal.Fact("law").ShouldEndWith("art. " + article);
    }

    [Fact]
    public void pressure_sterilisation_opens_the_digester_to_category_2() =>
        Law.Ask(Offer(LegalStatus.Category2) with { Sterilised = true }, Sludge, Want(Use.Digestion, All))
            .Value.ShouldBe("Reg. (EC) 1069/2009 art. 13(e)(i)");

    [Theory]
    [InlineData(nameof(LegalStatus.Milk), nameof(Use.Feed), nameof(Approvals.Feed),
        "Reg. (EC) 1069/2009 art. 23")]
    [InlineData(nameof(LegalStatus.Category3), nameof(Use.Digestion), nameof(Approvals.Waste),
        "Reg. (EC) 1069/2009 art. 24(1)(g)")]
    [InlineData(nameof(LegalStatus.Category1), nameof(Use.Fuel), nameof(Approvals.None),
        "Reg. (EC) 1069/2009 art. 24(1)(d)")]
    [InlineData(nameof(LegalStatus.ByProduct), nameof(Use.Feed), nameof(Approvals.None),
        "Reg. (EC) 183/2005 art. 9")]
    [InlineData(nameof(LegalStatus.Waste), nameof(Use.Compost), nameof(Approvals.None),
        "Directive 2008/98/EC art. 23, 26")]
    public void an_approval_that_the_receiver_lacks_is_named(
        string status, string use, string has, string lacking)
    {
        var refusal = Ask(status, use, Enum.Parse<Approvals>(has)).Refusal!;
        refusal.Code.ShouldBe("planning.pair_permit");
        refusal.Fact("lacking").ShouldBe(lacking);
    }

    [Fact]
    public void a_by_product_that_misses_a_condition_is_none()
    {
        var offer = Offer(LegalStatus.ByProduct) with
        {
            Test = ByProductTest.FurtherUseIsCertain | ByProductTest.IntegralPartOfProduction,
        };
        var refusal = Law.Ask(offer, Sludge, Want(Use.Land, All)).Refusal!;
        refusal.Code.ShouldBe("planning.pair_by_product");
        refusal.Fact("conditions").ShouldBe("b, d");
    }

    [Fact]
    public void a_permit_for_other_waste_is_not_enough()
    {
        var want = Want(Use.Digestion, All) with { WasteCodes = ["02 03", "02 05 01"] };
        var refusal = Law.Ask(Offer(LegalStatus.Waste), Sludge, want).Refusal!;
        refusal.Code.ShouldBe("planning.pair_waste_code");
        refusal.Fact("code").ShouldBe("02 05 02");
        Law.Ask(Offer(LegalStatus.Waste), Sludge, want with { WasteCodes = ["02 05"] }).Refused.ShouldBeFalse();
    }

    private static Meent.Kernel.Outcome<string> Ask(string status, string use, Approvals approvals) =>
        Law.Ask(Offer(Enum.Parse<LegalStatus>(status)), Sludge, Want(Enum.Parse<Use>(use), approvals));

    private static Material Sludge => Park.Materials.Find("organic/sludge")!;

    private static Offer Offer(LegalStatus status) =>
        new("sludge", Park.Dairy, "organic/sludge", "t", [1, 1]) { Status = status };

    private static Want Want(Use use, Approvals approvals) => new("pit", Park.Digester, "organic", "t", [1, 1])
    {
        Use = use, Approvals = approvals, WasteCodes = ["02"],
    };
}
