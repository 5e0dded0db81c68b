using System.Globalization;

namespace Meent.Planning.Rules;

/// <summary>Numbers as plain text, without a culture, for the facts of a refusal.</summary>
internal static class Plain
{
    public static string Of(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);
}
