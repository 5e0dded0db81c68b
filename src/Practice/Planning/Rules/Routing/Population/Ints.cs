using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Meent.Planning.Rules.Routing.Population;

/// <summary>Whole numbers whose index is checked in debug builds only: a route search reads them some hundred million
/// times a second and every index it uses is one that it wrote itself.</summary>
internal readonly struct Ints(int[] items)
{
    public Ints(int count)
        : this(new int[count])
    {
    }

    public int[] Items => items;

    public ref int this[int at]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Debug.Assert((uint)at < (uint)items.Length, "the index lies outside");
            return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(items), (nuint)(uint)at);
        }
    }
}
