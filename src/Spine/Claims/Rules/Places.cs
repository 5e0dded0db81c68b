using System.Collections.Frozen;

namespace Meent.Claims.Rules;

/// <summary>From ids to places in an array.</summary>
internal sealed class Places
{
    private const int Most = 1 << 16;
    private readonly int[] small;
    private readonly FrozenDictionary<int, int>? large;

    internal Places(int[] ids)
    {
        var dense = ids.All(id => id is >= 0 and < Most);
        small = dense ? new int[ids.Append(-1).Max() + 1] : [];
        large = dense ? null : ids.Select((id, place) => (id, place)).ToFrozenDictionary(p => p.id, p => p.place);
        Array.Fill(small, -1);
        for (var place = 0; dense && place < ids.Length; place++)
        {
            small[ids[place]] = place;
        }
    }

    /// <summary>-1 where the id is not known.</summary>
    internal int Of(int id) =>
        large is null ? id >= 0 && id < small.Length ? small[id] : -1 : large.GetValueOrDefault(id, -1);
}
