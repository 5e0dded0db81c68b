using Meent.Kernel;

namespace Meent.Planning.Rules.Matching;

/// <summary>What a residue is in law, as its holder says.</summary>
internal enum LegalStatus
{
    Product = 1,

    /// <summary>Directive 2008/98/EC art. 5.</summary>
    ByProduct = 2,

    /// <summary>Directive 2008/98/EC art. 6.</summary>
    EndOfWaste = 3,

    /// <summary>Directive 2008/98/EC art. 3(1).</summary>
    Waste = 4,

    /// <summary>Reg. (EC) 1069/2009 art. 8.</summary>
    Category1 = 5,

    /// <summary>Reg. (EC) 1069/2009 art. 9, other than manure.</summary>
    Category2 = 6,

    /// <summary>Reg. (EC) 1069/2009 art. 9(a).</summary>
    Manure = 7,

    /// <summary>Reg. (EC) 1069/2009 art. 10, other than milk and catering waste.</summary>
    Category3 = 8,

    /// <summary>Milk and what is made of it, whey among them, in category 3.</summary>
    Milk = 9,

    /// <summary>Reg. (EC) 1069/2009 art. 10(p).</summary>
    Catering = 10,
}

internal enum Use
{
    Feed = 1,
    Digestion = 2,
    Compost = 3,
    Land = 4,
    Fuel = 5,
    Industry = 6,
}

/// <summary>What the authority gave a receiver.</summary>
[Flags]
internal enum Approvals
{
    None = 0,

    /// <summary>Feed business: Reg. (EC) 183/2005 art. 9.</summary>
    Feed = 1,

    /// <summary>Permit or registration for waste: Directive 2008/98/EC art. 23, 26.</summary>
    Waste = 2,

    /// <summary>Registered for animal by-products: Reg. (EC) 1069/2009 art. 23.</summary>
    Registered = 4,

    /// <summary>Biogas or composting plant: Reg. (EC) 1069/2009 art. 24(1)(g).</summary>
    Biogas = 8,

    /// <summary>Combustion: Reg. (EC) 1069/2009 art. 24(1)(d).</summary>
    Combustion = 16,
}

/// <summary>The four conditions of a by-product, Directive 2008/98/EC art. 5(1)(a) to (d).</summary>
[Flags]
internal enum ByProductTest
{
    None = 0,
    FurtherUseIsCertain = 1,
    UsedWithoutFurtherProcessing = 2,
    IntegralPartOfProduction = 4,
    FurtherUseIsLawful = 8,
    All = 15,
}

/// <summary>Whether a receiver may take a residue for a use, and by what article. A filter for a first talk and no
/// decision: what a residue is in law is decided by the authority, and the rules of a country may ask more.</summary>
internal static class Law
{
    private const string Animal = "Reg. (EC) 1069/2009 art. ";
    private const string Waste = "Directive 2008/98/EC art. ";

    /// <returns>The article that allows it; or why it may not.</returns>
    public static Outcome<string> Ask(Offer offer, Material material, Want want) => offer.Status switch
    {
        LegalStatus.Waste => AskWaste(offer, material, want),
        LegalStatus.ByProduct when offer.Test != ByProductTest.All => new Refusal("planning.pair_by_product",
            ("offer", offer.Id), ("conditions", Missing(offer.Test)), ("law", Waste + "5(1)")),
        LegalStatus.Product => Approved(offer, want, "product", want.Use == Use.Feed ? Approvals.Feed : 0),
        LegalStatus.ByProduct => Approved(offer, want, Waste + "5(1)", want.Use == Use.Feed ? Approvals.Feed : 0),
        LegalStatus.EndOfWaste => Approved(offer, want, Waste + "6(1)", want.Use == Use.Feed ? Approvals.Feed : 0),
        _ => Allowed(offer) is var rules && rules.FirstOrDefault(r => r.Use == want.Use) is { Article: not null } rule
            ? Approved(offer, want, Animal + rule.Article, rule.Needs)
            : No(offer, want, Animal + Refusing(offer.Status, want.Use)),
    };

    private static Outcome<string> AskWaste(Offer offer, Material material, Want want) =>
        want.Use == Use.Feed ? No(offer, want, Waste + "2(2)(e), 5(1)")
        : !want.Approvals.HasFlag(Approvals.Waste) ? Lacks(offer, want, Approvals.Waste)
        : !want.WasteCodes.Any(c => Digits(material.WasteCode).StartsWith(Digits(c), StringComparison.Ordinal))
            ? new Refusal("planning.pair_waste_code", ("want", want.Id),
                ("code", material.WasteCode.Length == 0 ? "?" : material.WasteCode),
                ("codes", want.WasteCodes.Count == 0 ? "-" : string.Join(", ", want.WasteCodes)))
        : Waste + "23, 26";

    /// <summary>What animal by-products may be used for without going through a processing plant first.</summary>
    private static (Use Use, string Article, Approvals Needs)[] Allowed(Offer offer) => offer.Status switch
    {
        LegalStatus.Category1 => [(Use.Fuel, "12(e)", Approvals.Combustion)],
        LegalStatus.Category2 when offer.Sterilised =>
        [
            (Use.Digestion, "13(e)(i)", Approvals.Biogas), (Use.Compost, "13(e)(i)", Approvals.Biogas),
            (Use.Land, "13(d)", Approvals.Registered), (Use.Fuel, "13(h)", Approvals.Combustion),
        ],
        LegalStatus.Category2 => [(Use.Fuel, "13(h)", Approvals.Combustion)],
        LegalStatus.Manure =>
        [
            (Use.Digestion, "13(e)(ii)", Approvals.Biogas), (Use.Compost, "13(e)(ii)", Approvals.Biogas),
            (Use.Land, "13(f)", Approvals.None), (Use.Fuel, "13(h)", Approvals.Combustion),
        ],
        LegalStatus.Milk =>
        [
            (Use.Feed, "14(d)(i)", Approvals.Feed | Approvals.Registered), (Use.Digestion, "14(f)", Approvals.Biogas),
            (Use.Compost, "14(f)", Approvals.Biogas), (Use.Land, "14(l)", Approvals.Registered),
            (Use.Fuel, "14(i)", Approvals.Combustion),
        ],
        LegalStatus.Catering => [(Use.Digestion, "14(k)", Approvals.Biogas), (Use.Compost, "14(k)", Approvals.Biogas)],
        _ =>
        [
            (Use.Feed, "14(d)(i)", Approvals.Feed | Approvals.Registered), (Use.Digestion, "14(f)", Approvals.Biogas),
            (Use.Compost, "14(f)", Approvals.Biogas), (Use.Fuel, "14(i)", Approvals.Combustion),
        ],
    };

    private static string Refusing(LegalStatus status, Use use) => (status, use) switch
    {
        (LegalStatus.Catering, Use.Feed) => "11(1)(b)",
        (LegalStatus.Category1, _) => "12",
        (LegalStatus.Category2 or LegalStatus.Manure, _) => "13",
        _ => "14",
    };

    private static Outcome<string> Approved(Offer offer, Want want, string basis, Approvals needs) =>
        (needs & ~want.Approvals) is var lacking && lacking != 0 ? Lacks(offer, want, lacking) : basis;

    private static Refusal Lacks(Offer offer, Want want, Approvals lacking) => new("planning.pair_permit",
        ("offer", offer.Id), ("want", want.Id), ("lacking", string.Join(", ", Enum.GetValues<Approvals>()
            .Where(a => a != 0 && lacking.HasFlag(a)).Select(Cited))));

    private static string Cited(Approvals one) => one switch
    {
        Approvals.Feed => "Reg. (EC) 183/2005 art. 9",
        Approvals.Waste => Waste + "23, 26",
        Approvals.Registered => Animal + "23",
        Approvals.Biogas => Animal + "24(1)(g)",
        _ => Animal + "24(1)(d)",
    };

    private static Refusal No(Offer offer, Want want, string law) => new("planning.pair_law", ("offer", offer.Id),
        ("status", Words(offer.Status)), ("use", Words(want.Use)), ("law", law));

    private static string Missing(ByProductTest test) => string.Join(", ", "abcd".Where((_, i) =>
        !test.HasFlag((ByProductTest)(1 << i))));

    /// <summary>"02 05 01" and "020501*" are the same code.</summary>
    private static string Digits(string code) => string.Concat(code.Where(char.IsAsciiDigit));

    private static string Words(Enum value) => $"{value}".ToLowerInvariant();
}
