namespace Meent.Settlement.Files;

/// <summary>ISO 13616: country, two check digits, letters and digits; the whole is 1 modulo 97.</summary>
internal static class Iban
{
    /// <summary>The account without spaces in capitals where it is an IBAN, else null.</summary>
    public static string? Of(string account)
    {
        var iban = account.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (iban.Length is < 15 or > 34 || !iban.All(char.IsAsciiLetterOrDigit)
            || !char.IsAsciiLetter(iban[0]) || !char.IsAsciiLetter(iban[1])
            || !char.IsAsciiDigit(iban[2]) || !char.IsAsciiDigit(iban[3]))
        {
            return null;
        }

        var rest = 0;
        foreach (var c in iban[4..] + iban[..4])
        {
            rest = char.IsAsciiDigit(c) ? ((rest * 10) + (c - '0')) % 97 : ((rest * 100) + (c - 'A' + 10)) % 97;
        }

        return rest == 1 ? iban : null;
    }
}
