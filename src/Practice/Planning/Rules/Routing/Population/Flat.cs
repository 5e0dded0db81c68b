using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Meent.Planning.Rules.Routing.Population;

/// <summary>An array whose index is checked in debug builds only: a route search reads them some hundred
/// million times a second and every index it uses is one that it wrote itself.</summary>
internal readonly struct Flat<T>(T[] items)
    where T : struct
{
    public Flat(int count)
        : this(new T[count])
    {
    }

    public T[] Items => items;

    public ref T this[int at]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Debug.Assert((uint)at < (uint)items.Length, "the index lies outside");
            return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(items), (nuint)(uint)at);
        }
    }
}
