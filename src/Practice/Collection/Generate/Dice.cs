namespace Meent.Collection.Generate;

/// <summary>xoshiro256** (Blackman, Vigna), seeded by SplitMix64: the same numbers on every machine. Every purpose
/// has a stream of its own, so that an option that is switched on leaves the others as they were.</summary>
internal sealed class Dice
{
    private ulong a;
    private ulong b;
    private ulong c;
    private ulong d;

    private Dice(ulong state)
    {
        a = SplitMix(ref state);
        b = SplitMix(ref state);
        c = SplitMix(ref state);
        d = SplitMix(ref state);
    }

    /// <summary>The stream of a purpose; <paramref name="index"/> tells one day or member from the next.</summary>
    public static Dice For(long seed, string purpose, int index = 0)
    {
        unchecked
        {
            var hash = 14695981039346656037UL;
            foreach (var letter in purpose)
            {
                hash = (hash ^ letter) * 1099511628211UL;
            }

            return new Dice(((ulong)seed * 0x9E3779B97F4A7C15UL) ^ hash ^ ((ulong)(uint)index << 32));
        }
    }

    public ulong Next()
    {
        unchecked
        {
            var result = ulong.RotateLeft(b * 5, 7) * 9;
            var t = b << 17;
            c ^= a;
            d ^= b;
            b ^= c;
            a ^= d;
            c ^= t;
            d = ulong.RotateLeft(d, 45);
            return result;
        }
    }

    /// <summary>0 to <paramref name="count"/> - 1, each as likely as the other.</summary>
    public int Below(int count) => (int)(((Next() >> 32) * (ulong)count) >> 32);

    /// <summary>True so many times in ten thousand.</summary>
    public bool Chance(int perTenThousand) => Below(10_000) < perTenThousand;

    private static ulong SplitMix(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
            var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
