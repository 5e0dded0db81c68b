using Meent.Kernel;
using Meent.Planning.Explore;
using Meent.Planning.Rules;

namespace Meent.Planning.Factors;

/// <summary>A published figure, with where it was published.</summary>
/// <param name="Scope">TTW (the vehicle alone), WTT (before it), WTW (both), or empty.</param>
internal sealed record Factor(string Name, Band Value, string Unit, string Source, int Year, string Scope)
{
    private static readonly string[] Columns =
        ["name", "value", "low?", "high?", "unit", "source?", "year?", "scope?"];

    /// <summary>What the program brings along: factors.csv.</summary>
    public static IReadOnlyDictionary<string, Factor> Published { get; } = Load();

    /// <summary>Rows of a factors.csv. A factor without source or year is refused.</summary>
    public static IReadOnlyDictionary<string, Factor> Read(string file, Stream content, Trouble trouble)
    {
        var factors = new SortedDictionary<string, Factor>(StringComparer.Ordinal);
        foreach (var row in Table.Read(file, content, trouble, Table.MostRows, Columns))
        {
            var value = row.Number("value");
            var factor = Of(
                row.Text("name"), new Band(row.NumberOr("low", value), value, row.NumberOr("high", value)),
                row.Text("unit"), row.TextOr("source", ""), row.WholeOr("year", 0, 0, 2200), row.TextOr("scope", ""));
            if (factor.Refused)
            {
                trouble.Note(factor.Refusal!);
            }
            else if (!factors.TryAdd(factor.Value.Name, factor.Value))
            {
                trouble.Note(row.About("planning.name_twice", "name"));
            }
        }

        return factors;
    }

    public static Outcome<Factor> Of(string name, Band value, string unit, string source, int year, string scope)
    {
        if (source.Length == 0 || year < 1800)
        {
            return new Refusal("planning.factor_without_source", ("name", name));
        }

        return value.Low <= value.Base && value.Base <= value.High
            ? new Factor(name, value, unit, source, year, scope)
            : new Refusal("planning.range_upside_down", ("name", name), ("range", value.ToString()));
    }

    private static IReadOnlyDictionary<string, Factor> Load()
    {
        var trouble = new Trouble();
        using var content = typeof(Factor).Assembly.GetManifestResourceStream("Factors.factors.csv")!;
        var factors = Read("factors.csv", content, trouble);
        return trouble.First is null ? factors : throw new InvalidOperationException($"{trouble.First}");
    }
}
