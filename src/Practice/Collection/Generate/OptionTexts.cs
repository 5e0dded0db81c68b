using Meent.Kernel;
using NodaTime;

namespace Meent.Collection.Generate;

/// <summary>Reads options that were given as texts; the first that cannot be read is kept.</summary>
internal sealed class OptionTexts(IReadOnlyDictionary<string, string> chosen)
{
    public Refusal? Trouble { get; private set; }

    public string Text(string option, string otherwise) => chosen.GetValueOrDefault(option, otherwise);

    public int? Count(string option, int scale = 0)
    {
        var value = Scaled(option, scale);
        if (value is < int.MinValue or > int.MaxValue)
        {
            Trouble ??= Wrong(option);
            return null;
        }

        return (int?)value;
    }

    public long? Scaled(string option, int scale)
    {
        if (!chosen.TryGetValue(option, out var text))
        {
            return null;
        }

        if (Decimals.TryParse(text, scale, out var value))
        {
            return value;
        }

        Trouble ??= Wrong(option);
        return null;
    }

    public LocalDate Day(string option, LocalDate otherwise)
    {
        if (!chosen.TryGetValue(option, out var text))
        {
            return otherwise;
        }

        if (Days.TryParse(text, out var day))
        {
            return day;
        }

        Trouble ??= Wrong(option);
        return otherwise;
    }

    public Refusal Wrong(string option) =>
        new("collection.generate_option", ("option", option), ("value", chosen[option]));
}
