using System.Collections.Frozen;

namespace Meent.Kernel;

/// <summary>An ISO 4217 currency with the number of its decimals.</summary>
public readonly record struct Currency
{
    /// <summary>ISO 4217 currencies whose minor unit is not a hundredth (list of 2024-06-25).</summary>
    private static readonly Dictionary<string, int> Unusual = new(StringComparer.Ordinal)
    {
        ["BIF"] = 0, ["CLP"] = 0, ["DJF"] = 0, ["GNF"] = 0, ["ISK"] = 0, ["JPY"] = 0, ["KMF"] = 0, ["KRW"] = 0,
        ["PYG"] = 0, ["RWF"] = 0, ["UGX"] = 0, ["UYI"] = 0, ["VND"] = 0, ["VUV"] = 0, ["XAF"] = 0, ["XOF"] = 0,
        ["XPF"] = 0, ["BHD"] = 3, ["IQD"] = 3, ["JOD"] = 3, ["KWD"] = 3, ["LYD"] = 3, ["OMR"] = 3, ["TND"] = 3,
        ["CLF"] = 4, ["UYW"] = 4,
    };

    /// <summary>ISO 4217 without units of account, metals and test codes (list of 2024-06-25, with XCG and ZWG, which
    /// came after it).</summary>
    private static readonly FrozenSet<string> InUse = """
        AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD
        CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF
        GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP
        LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB
        PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL
        THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF
        YER ZAR ZMW ZWG
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private Currency(string code) => (Code, Decimals) = (code, Unusual.GetValueOrDefault(code, 2));

    /// <summary>Three capital letters.</summary>
    public string Code { get; }

    /// <summary>Places behind the point: UGX 0, KES 2, TND 3.</summary>
    public int Decimals { get; }

    /// <summary>Minor units in one major unit.</summary>
    public long MinorPerMajor => Kernel.Decimals.Power(Decimals);

    /// <summary>People pay with it today: KES, and not KSH. A currency that is withdrawn stays in the books.</summary>
    public bool IsInUse => InUse.Contains(Code);

    public static bool TryParse(string? code, out Currency currency)
    {
        var known = code is { Length: 3 } && code.All(char.IsAsciiLetterUpper);
        currency = known ? new Currency(code!) : default;
        return known;
    }

    /// <exception cref="FormatException">Not three capital letters.</exception>
    public static Currency Of(string code) =>
        TryParse(code, out var currency) ? currency : throw new FormatException($"No currency: {code}");

    public override string ToString() => Code;
}
