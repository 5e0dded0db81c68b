namespace Meent.Settlement.Export;

/// <summary>A unit as the ontology of units of measure (OM 2) knows it.</summary>
/// <param name="Name">Its identifier there.</param>
/// <param name="Effort">It measures time.</param>
internal readonly record struct UnitOfMeasure(string Name, string Label, bool Effort)
{
    /// <summary>Null where it is a unit of the organisation's own: a bag, a visit.</summary>
    internal static UnitOfMeasure? Of(string unit) => unit.ToLowerInvariant() switch
    {
        "kg" => new("kilogram", "kilogram", false),
        "g" => new("gram", "gram", false),
        "t" => new("tonne", "tonne", false),
        "l" => new("litre", "litre", false),
        "ml" => new("millilitre", "millilitre", false),
        "cl" => new("centilitre", "centilitre", false),
        "hl" => new("hectolitre", "hectolitre", false),
        "m" => new("metre", "metre", false),
        "km" => new("kilometre", "kilometre", false),
        "m2" => new("squareMetre", "square metre", false),
        "m3" => new("cubicMetre", "cubic metre", false),
        "ha" => new("hectare", "hectare", false),
        "kwh" => new("kilowattHour", "kilowatt hour", false),
        "h" or "hour" or "hours" => new("hour", "hour", true),
        "min" => new("minute-Time", "minute", true),
        "day" or "days" => new("day", "day", true),
        "piece" or "pieces" or "pc" or "pcs" => new("piece", "piece", false),
        "dozen" => new("dozen", "dozen", false),
        "one" or "each" => new("one", "one", false),
        _ => null,
    };
}
