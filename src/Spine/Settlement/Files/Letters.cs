using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Meent.Settlement.Files;

/// <summary>Letters for channels that know few: the GSM-7 alphabet of short messages and the set of SEPA.</summary>
internal static class Letters
{
    private const string Gsm7 =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        + "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Gsm7Twice = "^{}\\[~]|€";

    private const string SepaSigns = "/-?:().,'+ ";

    /// <summary>Nearly every text holds nothing else. A slash may have to go.</summary>
    private static readonly SearchValues<char> PlainSepa = SearchValues.Create(
        [.. Enumerable.Range(0, 128).Select(c => (char)c).Where(c => Allowed(c) && c != '/')]);

    /// <summary>Plain letters for marked ones, in groups: the plain text, then what becomes it.</summary>
    private static readonly string[] Folds =
    [
        "AÀÁÂÃÄÅĀĂĄǍ", "aàáâãäåāăąǎ", "CÇĆĈĊČ", "cçćĉċč", "DĎĐÐ", "dďđð", "EÈÉÊËĒĔĖĘĚ", "eèéêëēĕėęě", "GĜĞĠĢ", "gĝğġģ",
        "HĤĦ", "hĥħ", "IÌÍÎÏĨĪĬĮİ", "iìíîïĩīĭįı", "JĴ", "jĵ", "KĶ", "kķ", "LĹĻĽĿŁ", "lĺļľŀł", "NÑŃŅŇ", "nñńņňŉ",
        "OÒÓÔÕÖØŌŎŐ", "oòóôõöøōŏő", "RŔŖŘ", "rŕŗř", "SŚŜŞŠȘ", "sśŝşšș", "TŢŤŦȚ", "tţťŧț", "UÙÚÛÜŨŪŬŮŰŲ", "uùúûüũūŭůűų",
        "WŴ", "wŵ", "YÝŶŸ", "yýŷÿ", "ZŹŻŽ", "zźżž", "'‘’‚‛´`", "\"“”„«»", "-–—−‐‑_", ".·•…", "x×",
        " \t\n\r\u00a0\u202f\u2009",
    ];

    private static readonly FrozenDictionary<char, string> Plain = Table();

    private static readonly FrozenSet<char> Once = Gsm7.ToFrozenSet();

    private static readonly FrozenSet<char> Twice = Gsm7Twice.ToFrozenSet();

    /// <summary>The text in the GSM-7 alphabet: what is in it stays, the rest is folded, the unknown becomes a question
    /// mark. Line ends become spaces.</summary>
    public static string ToGsm7(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var known = Once.Contains(c) || Twice.Contains(c);
            folded.Append(c is '\n' or '\r' ? " " : known ? c.ToString() : Fold(c, "?"));
        }

        return folded.ToString();
    }

    /// <summary>Septets that the text takes; null where it holds a letter outside the alphabet.</summary>
    public static int? Septets(string text)
    {
        var count = 0;
        foreach (var c in text)
        {
            if (!Once.Contains(c) && !Twice.Contains(c))
            {
                return null;
            }

            count += Twice.Contains(c) ? 2 : 1;
        }

        return count;
    }

    /// <summary>The text in the characters that every SEPA bank takes: no two slashes in a row, none at the
    /// ends.</summary>
    public static string ToSepa(string text, int most)
    {
        var folded = text.AsSpan().ContainsAnyExcept(PlainSepa) ? Folded(text) : text;
        var cut = folded.Trim(' ', '/');
        return cut.Length <= most ? cut : cut[..most].TrimEnd(' ', '/');
    }

    private static string Folded(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            foreach (var plain in c == '_' ? "-" : c == '&' ? "+" : Allowed(c) ? c.ToString() : Fold(c, "."))
            {
                var kept = Allowed(plain) ? plain : '.';
                if (kept != '/' || (folded.Length > 0 && folded[^1] != '/'))
                {
                    folded.Append(kept);
                }
            }
        }

        return folded.ToString();
    }

    private static bool Allowed(char c) =>
        char.IsAsciiLetterOrDigit(c) || SepaSigns.Contains(c, StringComparison.Ordinal);

    private static string Fold(char c, string unknown) => Plain.GetValueOrDefault(c) ?? unknown;

    private static FrozenDictionary<char, string> Table()
    {
        var table = new Dictionary<char, string>
        {
            ['Æ'] = "AE", ['æ'] = "ae", ['Œ'] = "OE", ['œ'] = "oe", ['ß'] = "ss", ['Þ'] = "Th", ['þ'] = "th",
            ['Ŋ'] = "Ng", ['ŋ'] = "ng", ['€'] = "EUR", ['£'] = "GBP",
        };
        foreach (var fold in Folds)
        {
            foreach (var marked in fold.AsSpan(1))
            {
                table[marked] = fold[..1];
            }
        }

        return table.ToFrozenDictionary();
    }
}
