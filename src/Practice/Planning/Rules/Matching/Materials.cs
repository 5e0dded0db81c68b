namespace Meent.Planning.Rules.Matching;

/// <summary>A kind of residue or good.</summary>
/// <param name="Parent">The wider kind it belongs to; null at the top.</param>
/// <param name="Unit">What it is counted in: t, m3, GJ.</param>
/// <param name="WasteCode">Its code in the European List of Waste (Decision 2000/532/EC) where it is waste; empty
/// otherwise.</param>
/// <param name="KilometreMicros">Carrying a unit one kilometre, millionths of the currency.</param>
/// <param name="HandlingMicros">Loading and unloading a unit.</param>
internal sealed record Material(
    string Code, string? Parent, string Unit, string WasteCode, long KilometreMicros, long HandlingMicros);

/// <summary>Materials by code, each below a wider one.</summary>
internal sealed class Taxonomy(IEnumerable<Material> materials)
{
    private readonly Dictionary<string, Material> all = materials.ToDictionary(m => m.Code, StringComparer.Ordinal);

    public Material? Find(string code) => all.GetValueOrDefault(code);

    /// <summary>A material is of a kind where it is that kind, or one of the wider ones above it is.</summary>
    public bool IsA(string code, string kind)
    {
        // A ring of parents ends after as many steps as there are materials.
        var at = Find(code);
        for (var steps = 0; at is not null && steps <= all.Count; steps++)
        {
            if (at.Code == kind)
            {
                return true;
            }

            at = at.Parent is null ? null : Find(at.Parent);
        }

        return false;
    }
}

/// <summary>A property as measured: from the lowest to the highest value, thousandths of its unit.</summary>
internal sealed record Measured(string Property, long Low, long High);

/// <summary>What a receiver can use, thousandths; null: no limit on that side.</summary>
internal sealed record Window(string Property, long? Least, long? Most);
