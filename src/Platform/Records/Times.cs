namespace Meent.Platform.Records;

/// <summary>Times of day: 05:25, 5:25, 05:25:31, 5:25 AM, 5.25pm.</summary>
internal static class Times
{
    public static bool IsPlain(ReadOnlySpan<char> text) =>
        text.Length == 5 && text[2] == ':' && text[0] is >= '0' and <= '2' && char.IsAsciiDigit(text[1])
        && (text[0] != '2' || text[1] <= '3') && text[3] is >= '0' and <= '5' && char.IsAsciiDigit(text[4]);

    /// <summary>HH:mm, or null; seconds other than zero are told.</summary>
    public static string? Read(string text, out bool seconds)
    {
        seconds = false;
        var half = Half(ref text);
        var parts = text.Split(':', '.');
        if (parts.Length is < 2 or > 3 || !Number(parts[0], 1, out var hour) || !Number(parts[1], 2, out var minute))
        {
            return null;
        }

        var second = 0;
        if (minute > 59 || (parts.Length == 3 && (!Number(parts[2], 2, out second) || second > 59)))
        {
            return null;
        }

        if (half is not null ? hour is < 1 or > 12 : hour > 23)
        {
            return null;
        }

        hour = half switch { "AM" => hour % 12, "PM" => (hour % 12) + 12, _ => hour };
        seconds = second > 0;
        return $"{hour:00}:{minute:00}";
    }

    private static string? Half(ref string text)
    {
        foreach (var half in (ReadOnlySpan<string>)["AM", "PM"])
        {
            if (text.EndsWith(half, StringComparison.OrdinalIgnoreCase))
            {
                text = text[..^2].TrimEnd();
                return half;
            }
        }

        return null;
    }

    private static bool Number(string digits, int least, out int value)
    {
        value = 0;
        if (digits.Length < least || digits.Length > 2 || !digits.All(char.IsAsciiDigit))
        {
            return false;
        }

        foreach (var c in digits)
        {
            value = (value * 10) + (c - '0');
        }

        return true;
    }
}
