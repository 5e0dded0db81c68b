namespace Meent.Collection.Generate;

/// <summary>Normal and lognormal numbers in whole millionths, from a table of quantiles with straight lines
/// between.</summary>
internal static class Curves
{
    private const int One = 1_000_000;
    private const long Nano = 1_000_000_000;
    private const long LogOfTwoNano = 693_147_181;

    /// <summary>Quantiles of the standard normal at 1/2 + i/512, in millionths.</summary>
    private static readonly int[] Middle =
    [
        0, 4_896, 9_792, 14_688, 19_584, 24_481, 29_379, 34_277, 39_176, 44_076, 48_977, 53_879, 58_783, 63_688,
        68_594, 73_503, 78_412, 83_324, 88_238, 93_154, 98_072, 102_993, 107_916, 112_841, 117_770, 122_701, 127_635,
        132_573, 137_513, 142_457, 147_405, 152_356, 157_311, 162_269, 167_232, 172_199, 177_170, 182_145, 187_125,
        192_110, 197_099, 202_093, 207_093, 212_097, 217_107, 222_122, 227_143, 232_170, 237_202, 242_241, 247_285,
        252_336, 257_394, 262_457, 267_528, 272_606, 277_690, 282_782, 287_881, 292_988, 298_102, 303_225, 308_355,
        313_493, 318_639, 323_794, 328_958, 334_130, 339_312, 344_502, 349_702, 354_911, 360_130, 365_359, 370_597,
        375_846, 381_105, 386_375, 391_656, 396_947, 402_250, 407_564, 412_890, 418_227, 423_576, 428_937, 434_311,
        439_697, 445_097, 450_509, 455_934, 461_373, 466_825, 472_291, 477_772, 483_267, 488_776, 494_301, 499_840,
        505_395, 510_966, 516_552, 522_155, 527_774, 533_410, 539_062, 544_733, 550_420, 556_126, 561_849, 567_591,
        573_352, 579_132, 584_932, 590_751, 596_590, 602_449, 608_330, 614_231, 620_154, 626_099, 632_066, 638_056,
        644_068, 650_104, 656_164, 662_248, 668_356, 674_490, 680_649, 686_834, 693_045, 699_283, 705_549, 711_842,
        718_164, 724_514, 730_894, 737_304, 743_744, 750_215, 756_718, 763_253, 769_821, 776_422, 783_057, 789_727,
        796_432, 803_173, 809_950, 816_765, 823_619, 830_511, 837_443, 844_415, 851_429, 858_484, 865_583, 872_726,
        879_913, 887_147, 894_426, 901_754, 909_130, 916_557, 924_034, 931_563, 939_145, 946_782, 954_474, 962_223,
        970_031, 977_898, 985_826, 993_816, 1_001_870, 1_009_990, 1_018_177, 1_026_433, 1_034_759, 1_043_158,
        1_051_631, 1_060_180, 1_068_808, 1_077_516, 1_086_306, 1_095_181, 1_104_143, 1_113_194, 1_122_338, 1_131_577,
        1_140_913, 1_150_349, 1_159_890, 1_169_537, 1_179_294, 1_189_164, 1_199_152, 1_209_261, 1_219_495, 1_229_859,
        1_240_356, 1_250_992, 1_261_771, 1_272_699, 1_283_781, 1_295_022, 1_306_430, 1_318_011, 1_329_771, 1_341_718,
        1_353_859, 1_366_204, 1_378_760, 1_391_537, 1_404_546, 1_417_797, 1_431_302, 1_445_073, 1_459_123, 1_473_468,
        1_488_122, 1_503_103, 1_518_429, 1_534_121, 1_550_199, 1_566_689, 1_583_615, 1_601_009, 1_618_900, 1_637_325,
        1_656_324, 1_675_940, 1_696_223, 1_717_228, 1_739_020, 1_761_670, 1_785_262, 1_809_892, 1_835_672, 1_862_732,
        1_891_229, 1_921_351, 1_953_324, 1_987_428, 2_024_014, 2_063_528, 2_106_554, 2_153_875, 2_206_575, 2_266_227,
        2_335_233, 2_417_559, 2_520_502, 2_660_067, 2_885_635, 2_885_635,
    ];

    /// <summary>The last 512th in 32 parts, cut off at 4.2.</summary>
    private static readonly int[] Tail =
    [
        2_885_635, 2_895_614, 2_905_889, 2_916_481, 2_927_411, 2_938_702, 2_950_380, 2_962_476, 2_975_021, 2_988_052,
        3_001_611, 3_015_746, 3_030_511, 3_045_967, 3_062_186, 3_079_254, 3_097_269, 3_116_349, 3_136_636, 3_158_301,
        3_181_560, 3_206_678, 3_233_998, 3_263_969, 3_297_193, 3_334_512, 3_377_146, 3_426_972, 3_487_104, 3_563_308,
        3_668_329, 3_841_931, 4_200_000,
    ];

    /// <summary>A standard normal number in millionths, between -4.2 and 4.2.</summary>
    public static int Normal(Dice dice)
    {
        var bits = dice.Next();
        var place = (int)((bits >> 1) & 0x7fffff);
        var value = place >> 15 < 255
            ? Between(Middle, place >> 15, place & 0x7fff, 15)
            : Between(Tail, (place & 0x7fff) >> 10, place & 0x3ff, 10);
        return (bits & 1) == 0 ? value : -value;
    }

    /// <summary>e to the power of millionths, in millionths; between -14 and 20.</summary>
    public static long Exp(long exponent)
    {
        var nano = exponent * 1000;
        var doublings = (int)Math.DivRem(nano, LogOfTwoNano, out var rest);
        if (rest < 0)
        {
            (doublings, rest) = (doublings - 1, rest + LogOfTwoNano);
        }

        var (sum, term) = (Nano, Nano);
        for (var n = 1; n <= 12; n++)
        {
            term = term * rest / Nano / n;
            sum += term;
        }

        return (doublings >= 0 ? sum << doublings : sum >> -doublings) / 1000;
    }

    /// <summary>A lognormal number in millionths; mu and sigma in millionths.</summary>
    public static long LogNormal(Dice dice, long mu, long sigma) => Exp(mu + (sigma * Normal(dice) / One));

    /// <summary>The normal number with this mean and deviation, in the units of these.</summary>
    public static long Normal(Dice dice, long mean, long deviation) => mean + (deviation * Normal(dice) / One);

    private static int Between(int[] table, int index, int rest, int bits) =>
        table[index] + (int)(((long)(table[index + 1] - table[index]) * rest) >> bits);
}
