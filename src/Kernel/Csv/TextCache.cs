namespace Meent.Kernel.Csv;

/// <summary>
/// Texts that come again and again (dates, routes, numbers) become one object. A fixed number of places, the newcomer
/// takes the place: it never grows.
/// </summary>
internal sealed class TextCache
{
    private const int Places = 8192;
    private const int Longest = 32;

    private readonly string?[] texts = new string?[Places];

    public string Of(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > Longest)
        {
            return text.Length == 0 ? "" : new string(text);
        }

        ref var place = ref texts[Hash(text) & (Places - 1)];
        if (place is not null && text.SequenceEqual(place))
        {
            return place;
        }

        return place = new string(text);
    }

    private static uint Hash(ReadOnlySpan<char> text)
    {
        unchecked
        {
            var hash = 2166136261u;
            foreach (var c in text)
            {
                hash = (hash ^ c) * 16777619u;
            }

            return hash ^ (hash >> 15);
        }
    }
}
