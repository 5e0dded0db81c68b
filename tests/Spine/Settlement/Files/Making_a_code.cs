using System.Globalization;
using System.Numerics;
using System.Text;
using Meent.Settlement.Files.Qr;
using QRCoder;

namespace Meent.Tests.Spine.Settlement.Files;

/// <summary>Against the figures of ISO/IEC 18004 and, module by module, against QRCoder.</summary>
public sealed class Making_a_code
{
    private const string Signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private const int Quiet = 4;

    private readonly QrCode code = new();

    /// <summary>What version 1 to 11 hold at level L: digits, capital letters, bytes (Table 7).</summary>
    private static readonly (int Digits, int Letters, int Bytes)[] Capacities =
    [
        (41, 25, 17), (77, 47, 32), (127, 77, 53), (187, 114, 78), (255, 154, 106), (322, 195, 134), (370, 224, 154),
        (461, 279, 192), (552, 335, 230), (652, 395, 271), (772, 468, 321),
    ];

    [Theory]
    [InlineData(Signs)]
    [InlineData("0123456789ABCDEF")]
    [InlineData("0123456789012345678901234567890123456789-A")]
    public void texts_of_capital_letters_and_digits_give_the_symbols_of_QRCoder(string alphabet)
    {
        var random = new Random(18004);
        for (var i = 0; i < 700; i++)
        {
            IsThatOfQRCoder(Text(random, alphabet, random.Next(1, 121)));
        }
    }

    [Theory]
    [InlineData("abcdefghijklmnopqrstuvwxyzABCDEF0123456789 _'éëïöüÉËÏÖÜ")]
    [InlineData("ĩũĨŨng’ombe ABCDEF0123456789é")]
    [InlineData("ÀÉ_ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .-ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .-")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789A_")]
    [InlineData("日本語a😀")]
    public void texts_of_other_letters_give_the_symbols_of_QRCoder(string alphabet)
    {
        var random = new Random(8859);
        for (var i = 0; i < 400; i++)
        {
            IsThatOfQRCoder(Text(random, alphabet, random.Next(1, i % 10 == 0 ? 261 : 121)));
        }
    }

    [Fact]
    public void what_a_statement_says_gives_the_symbol_of_QRCoder()
    {
        var random = new Random(7000);
        for (var i = 0; i < 1000; i++)
        {
            var net = random.Next(-100_000, 100_000_000).ToString(CultureInfo.InvariantCulture);
            var proof = new byte[8];
            random.NextBytes(proof);
            IsThatOfQRCoder($"TARAMA 2026-10 {i:0000} {net[..^2]}.{net[^2..]} {Convert.ToHexString(proof)}");
        }

        // A proof of sixteen decimal digits turns to the mode for digits halfway.
        IsThatOfQRCoder("TARAMA 2026-10 0007 3197.50 8841000753197504");
        IsThatOfQRCoder("TARAMA 2026-10 0007 3197.50 A884100075319750");
        IsThatOfQRCoder("");
    }

    [Fact]
    public void the_smallest_version_that_holds_a_text_is_taken()
    {
        var random = new Random(7);
        for (var version = 1; version <= QrVersion.Most; version++)
        {
            var (digits, letters, bytes) = Capacities[version - 1];
            foreach (var (alphabet, most) in (ReadOnlySpan<(string, int)>)
                [("0123456789", digits), ("ABCDEFGHIJ", letters), ("abcdéëñopq", bytes)])
            {
                var text = Text(random, alphabet, most);
                IsThatOfQRCoder(text);
                code.Version.Number.ShouldBe(version);
                text += text[0];
                code.TryWrite(text).ShouldBe(version < QrVersion.Most);
                if (version < QrVersion.Most)
                {
                    IsThatOfQRCoder(text);
                    code.Version.Number.ShouldBe(version + 1);
                }
            }
        }

        code.TryWrite(new string('ĩ', 160)).ShouldBeTrue();
        code.TryWrite(new string('ĩ', 161)).ShouldBeFalse();
        code.TryWrite(new string('A', 100_000)).ShouldBeFalse();
    }

    /// <summary>The symbol that Annex I of ISO/IEC 18004 makes of 01234567, version 1-M: ten codewords correct errors,
    /// as in 2-L.</summary>
    [Fact]
    public void the_codewords_of_the_standard_are_corrected_as_published()
    {
        var correction = new byte[10];
        QrBlocks.Correct(Convert.FromHexString("10200C566180EC11EC11EC11EC11EC11"), correction);
        Convert.ToHexString(correction).ShouldBe("A524D4C1ED36C7872C55");

        var text = new QrText();
        text.TryWrite("01234567", out var version).ShouldBeTrue();
        version.Number.ShouldBe(1);
        Convert.ToHexString(text.Codewords).ShouldBe("10200C566180EC11EC11EC11EC11EC11EC11EC");
    }

    /// <summary>HELLO WORLD at 1-M as worked out in the QR Code Tutorial of thonky.com; at 1-L the pad is longer.
    /// </summary>
    [Fact]
    public void hello_world_has_the_codewords_of_the_tutorial()
    {
        byte[] data = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17];
        var text = new QrText();
        text.TryWrite("HELLO WORLD", out _).ShouldBeTrue();
        text.Codewords.ToArray().ShouldBe([.. data, 236, 17, 236]);
        var correction = new byte[10];
        QrBlocks.Correct(data, correction);
        correction.ShouldBe([196, 35, 39, 119, 235, 215, 231, 226, 93, 23]);
    }

    /// <summary>Annexes C and D: 00101 has the check 0011011100, version 7 the check 110010010100.</summary>
    [Fact]
    public void format_and_version_are_checked_as_published()
    {
        QrLayout.WithCheck(0b00101, 0b101_0011_0111).ShouldBe(0b00101_00110_11100);
        QrLayout.WithCheck(7, 0b1_1111_0010_0101).ShouldBe(0b000111_110010_010100);
    }

    [Fact]
    public void the_format_names_level_L_and_the_mask()
    {
        var random = new Random(79);
        var masks = new HashSet<int>();
        for (var i = 0; i < 200; i++)
        {
            code.TryWrite(Text(random, Signs, 60)).ShouldBeTrue();
            var (side, one, other) = (code.Version.Side, 0, 0);
            var rows = code.Rows;
            foreach (var (x, y) in (ReadOnlySpan<(int, int)>)[(0, 8), (1, 8), (2, 8), (3, 8), (4, 8)])
            {
                one = (one << 1) | (int)((rows[y] >> x) & 1);
                other = (other << 1) | (int)((rows[side - 1 - x] >> 8) & 1);
            }

            // The first five bits of the pattern that is laid over the format (7.9).
            (one ^ 0b10101).ShouldBe((0b01 << 3) | code.Mask);
            other.ShouldBe(one);
            masks.Add(code.Mask);
        }

        masks.Count.ShouldBe(8);
    }

    [Fact]
    public void finders_stand_in_three_corners_and_the_codewords_fill_the_rest()
    {
        ulong[] finder = [0, 0x7F, 0x41, 0x5D, 0x5D, 0x5D, 0x41, 0x7F, 0];
        for (var number = 1; number <= QrVersion.Most; number++)
        {
            code.TryWrite(new string('A', Capacities[number - 1].Letters)).ShouldBeTrue();
            var (version, side) = (code.Version, code.Version.Side);
            version.Number.ShouldBe(number);
            for (var y = 1; y <= 8; y++)
            {
                (code.Rows[y - 1] & 0xFF).ShouldBe(finder[y]);
                (code.Rows[y - 1] >> (side - 8)).ShouldBe(finder[y] << 1);
                (code.Rows[side - y] & 0xFF).ShouldBe(finder[y]);
            }

            // What is left over is less than a codeword (Table 1).
            (new QrLayout(version).Room - (version.Codewords * 8)).ShouldBe(number is 1 or > 6 ? 0 : 7);
            BitOperations.Log2(code.Rows[0]).ShouldBe(side - 1);
        }
    }

    private static string Text(Random random, string alphabet, int length)
    {
        var runes = alphabet.EnumerateRunes().ToArray();
        var text = new StringBuilder();
        while (length-- > 0)
        {
            text.Append(runes[random.Next(runes.Length)]);
        }

        return text.ToString();
    }

    private void IsThatOfQRCoder(string text)
    {
        using var known = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L);
        var side = known.ModuleMatrix.Count - (2 * Quiet);
        code.TryWrite(text).ShouldBe(known.Version <= QrVersion.Most, text);
        if (known.Version > QrVersion.Most)
        {
            return;
        }

        code.Version.Number.ShouldBe(known.Version, text);
        for (var y = 0; y < side; y++)
        {
            var row = 0UL;
            for (var x = 0; x < side; x++)
            {
                row |= known.ModuleMatrix[y + Quiet][x + Quiet] ? 1UL << x : 0;
            }

            code.Rows[y].ShouldBe(row, $"row {y} of {text}");
        }
    }
}
