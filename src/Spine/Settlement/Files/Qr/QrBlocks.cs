namespace Meent.Settlement.Files.Qr;

/// <summary>
/// Adds the codewords that correct errors and puts all of them in the order of the symbol (ISO/IEC 18004:2015, 7.5 and
/// 7.6). They are the rest of a division of polynomials over the field of 256 elements (Reed and Solomon).
/// </summary>
internal sealed class QrBlocks
{
    /// <summary>x^8 + x^4 + x^3 + x^2 + 1, which makes the field (7.5.2).</summary>
    private const int Modulus = 0x11D;
    private const int MostCorrection = 30;

    // Powers of the primitive element, twice over, so that a sum of two exponents needs no remainder; and exponents.
    private static readonly byte[] Powers = new byte[510];
    private static readonly byte[] Exponents = new byte[256];
    private static readonly byte[][] Generators = AllGenerators();

    private readonly byte[] codewords = new byte[QrVersion.MostCodewords];
    private readonly byte[] rest = new byte[MostCorrection];

    /// <summary>All codewords of the symbol; they hold until the next call.</summary>
    public ReadOnlySpan<byte> Write(ReadOnlySpan<byte> content, QrVersion version)
    {
        var blocks = version.Blocks;
        var correction = rest.AsSpan(0, version.CorrectionPerBlock);

        // The first blocks are one codeword shorter where the content does not divide (Table 9).
        var (least, longer) = Math.DivRem(content.Length, blocks);
        var shorter = blocks - longer;
        var from = 0;
        for (var block = 0; block < blocks; block++)
        {
            var own = content.Slice(from, block < shorter ? least : least + 1);
            from += own.Length;
            for (var i = 0; i < own.Length; i++)
            {
                codewords[(i * blocks) + block - (i < least ? 0 : shorter)] = own[i];
            }

            Correct(own, correction);
            for (var i = 0; i < correction.Length; i++)
            {
                codewords[content.Length + (i * blocks) + block] = correction[i];
            }
        }

        return codewords.AsSpan(0, version.Codewords);
    }

    /// <summary>Fills in the codewords that correct errors in one block.</summary>
    internal static void Correct(ReadOnlySpan<byte> block, Span<byte> correction)
    {
        var generator = Generators[correction.Length].AsSpan(0, correction.Length);
        correction.Clear();
        foreach (var codeword in block)
        {
            var lead = codeword ^ correction[0];
            correction[1..].CopyTo(correction);
            correction[^1] = 0;
            if (lead == 0)
            {
                continue;
            }

            var exponent = Exponents[lead];
            for (var i = 0; i < correction.Length; i++)
            {
                correction[i] ^= Powers[generator[i] + exponent];
            }
        }
    }

    private static byte[][] AllGenerators()
    {
        var power = 1;
        for (var exponent = 0; exponent < 255; exponent++)
        {
            Powers[exponent] = Powers[exponent + 255] = (byte)power;
            Exponents[power] = (byte)exponent;
            power = power < 128 ? power << 1 : (power << 1) ^ Modulus;
        }

        return [.. Enumerable.Range(0, MostCorrection + 1).Select(Generator)];
    }

    /// <summary>The product of all x - a^i with i below the degree, as exponents of its coefficients behind the first,
    /// which is one (Annex A). None of those in use is zero.</summary>
    private static byte[] Generator(int degree)
    {
        var factors = new int[degree + 1];
        factors[0] = 1;
        for (var i = 0; i < degree; i++)
        {
            for (var j = i + 1; j > 0; j--)
            {
                var factor = factors[j - 1];
                factors[j] ^= factor == 0 ? 0 : Powers[Exponents[factor] + i];
            }
        }

        return [.. factors.Skip(1).Select(f => Exponents[f])];
    }
}
