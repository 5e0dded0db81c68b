using System.Text.Json;
using Meent.Planning.Rules;

namespace Meent.Planning.Explore;

/// <summary>Numbers in files: nine digits, so that the last bits of a machine's arithmetic never show.</summary>
internal static class Figures
{
    public static string Plain(double value) => value == 0 ? "0" : value.ToString("G9");

    public static void Write(Utf8JsonWriter writer, string name, double value)
    {
        writer.WritePropertyName(name);
        Value(writer, value);
    }

    public static void Value(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteRawValue(Plain(value));
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    public static void Write(Utf8JsonWriter writer, Band band)
    {
        Write(writer, "low", band.Low);
        Write(writer, "base", band.Base);
        Write(writer, "high", band.High);
    }
}
