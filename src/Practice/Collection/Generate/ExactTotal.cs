using System.Runtime.InteropServices;

namespace Meent.Collection.Generate;

/// <summary>Brings the accepted deliveries of a day to an exact total, in proportion, by largest remainder.</summary>
internal static class ExactTotal
{
    /// <param name="total">Thousandths. Where it is whole tenths, every delivery has at most one decimal.</param>
    public static void Share(List<Pour> pours, long total)
    {
        var step = total % 100 == 0 ? 100 : 1;
        var all = CollectionsMarshal.AsSpan(pours);
        var accepted = new List<int>(all.Length);
        long weight = 0;
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i].Accepted)
            {
                accepted.Add(i);
                weight += all[i].Quantity;
            }
        }

        // Everyone has one step beforehand, so that nobody ends with nothing.
        var left = (total / step) - accepted.Count;
        var toShare = left;
        var rests = new (long Left, int Index)[accepted.Count];
        for (var i = 0; i < rests.Length; i++)
        {
            var index = accepted[i];
            var exact = (Int128)toShare * all[index].Quantity;
            var steps = (long)(exact / weight);
            rests[i] = ((long)(exact % weight), index);
            all[index] = all[index] with { Quantity = (steps + 1) * step };
            left -= steps;
        }

        Array.Sort(rests, (a, b) => a.Left == b.Left ? a.Index.CompareTo(b.Index) : b.Left.CompareTo(a.Left));
        for (var i = 0; i < left; i++)
        {
            var index = rests[i].Index;
            all[index] = all[index] with { Quantity = all[index].Quantity + step };
        }
    }
}
