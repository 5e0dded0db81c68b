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

    private Currency(string code) => (Code, Decimals) = (code, Unusual.GetValueOrDefault(code, 2));

    /// <summary>Three capital letters.</summary>
    public string Code { get; }

    /// <summary>Places behind the point: UGX 0, KES 2, TND 3.</summary>
    public int Decimals { get; }

    /// <summary>Minor units in one major unit.</summary>
    public long MinorPerMajor => Kernel.Decimals.Power(Decimals);

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
