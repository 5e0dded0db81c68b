using Meent.Kernel;
using NodaTime;

namespace Meent.Platform.Records;

/// <summary>
/// A date format of a mapping: d, dd, M, MM, yy, yyyy in either case, any other character for itself.
/// </summary>
internal sealed class DatePattern(string pattern)
{
    public bool TryParse(ReadOnlySpan<char> text, out LocalDate day)
    {
        day = default;
        Span<int> parts = [0, 0, 0];
        var at = 0;
        for (var i = 0; i < pattern.Length;)
        {
            var run = Run(i);
            var part = char.ToLowerInvariant(pattern[i]) switch { 'y' => 0, 'm' => 1, 'd' => 2, _ => -1 };
            if (part < 0)
            {
                if (at >= text.Length || text[at++] != pattern[i++])
                {
                    return false;
                }

                continue;
            }

            if (!Number(text, run, ref at, out parts[part]))
            {
                return false;
            }

            if (part == 0 && run == 2)
            {
                parts[0] += 2000;
            }

            i += run;
        }

        return at == text.Length && Days.TryParse($"{parts[0]:0000}-{parts[1]:00}-{parts[2]:00}", out day);
    }

    private int Run(int from)
    {
        var to = from;
        while (to < pattern.Length && char.ToLowerInvariant(pattern[to]) == char.ToLowerInvariant(pattern[from]))
        {
            to++;
        }

        return to - from;
    }

    /// <summary>A single letter takes one or two digits, more letters exactly as many.</summary>
    private static bool Number(ReadOnlySpan<char> text, int run, ref int at, out int value)
    {
        value = 0;
        var digits = 0;
        var most = run == 1 ? 2 : run;
        while (digits < most && at < text.Length && char.IsAsciiDigit(text[at]))
        {
            value = (value * 10) + (text[at++] - '0');
            digits++;
        }

        return run == 1 ? digits > 0 : digits == run;
    }
}
