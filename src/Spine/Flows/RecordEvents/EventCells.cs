using Meent.Kernel;
using Meent.Platform;

namespace Meent.Flows.RecordEvents;

/// <summary>Where each column of a kind of record stands.</summary>
internal sealed class EventColumns(RecordKind kind)
{
    private readonly Dictionary<string, int> index =
        kind.Columns.Select((c, i) => (c.Name, i)).ToDictionary(c => c.Name, c => c.i, StringComparer.Ordinal);

    internal int this[string name] => index.TryGetValue(name, out var i) ? i : -1;
}

/// <summary>A row by the names of its columns; what the kind does not have is empty.</summary>
internal readonly struct EventCells(EventColumns columns, RecordRow row)
{
    internal string this[string name] => columns[name] is >= 0 and var i ? row.Cells[i] : "";

    internal string[]? Measures => row.Measures;
}

/// <summary>How much moved, and for what price if that was agreed on the spot.</summary>
internal readonly record struct Sizes(
    long Quantity, long? Measured, string? Unit, long? UnitPrice, long? Amount, Trouble? Trouble)
{
    internal static Sizes Read(in EventCells cells, Item item, long? whenEmpty, Currency currency)
    {
        var text = cells["quantity"];
        var quantity = whenEmpty ?? 0;
        if (text.Length > 0 && !Decimals.TryParse(text, Kernel.Quantity.Scale, out quantity))
        {
            return Bad("quantity", text, Refusals.NoQuantity());
        }

        if (quantity < 0)
        {
            return Bad("quantity", text, Refusals.NegativeQuantity(text));
        }

        if (quantity == 0)
        {
            return Bad("quantity", text, Refusals.NoQuantity());
        }

        var unit = cells["unit"];
        var converted = Convert(quantity, unit, item);
        if (converted is null)
        {
            return Bad("unit", unit, Refusals.WrongUnit(unit, item.Code, item.Unit));
        }

        if (item.Most is { } most && converted > most)
        {
            return Bad("quantity", text, Refusals.AbsurdQuantity(text, Decimals.Trimmed(most, 3), item.Unit));
        }

        var other = unit.Length > 0 && unit != item.Unit;
        long? price = Decimals.TryParse(cells["unit_price"], UnitPriceScale, out var p) ? p : null;
        long? amount = Decimals.TryParse(cells["amount"], currency.Decimals, out var a) ? a : null;
        var worth = (Int128)converted.Value * (price ?? 0);
        return amount < 0 || price < 0 ? Bad("amount", cells["amount"], Refusals.NegativeAmount(cells["amount"]))
            : worth >= MostWorth ? Bad("unit_price", cells["unit_price"], TooLarge("unit_price", cells["unit_price"]))
            : new Sizes(converted.Value, other ? quantity : null, other ? unit : null, price, amount, null);
    }

    private const int UnitPriceScale = Kernel.UnitPrice.Scale;

    /// <summary>10^12 in thousandths of a unit times millionths of a price.</summary>
    private static readonly Int128 MostWorth = (Int128)Decimals.Power(12) * Decimals.Power(3 + UnitPriceScale);

    internal static Refusal TooLarge(string column, string value) =>
        new("import.number_too_large", ("column", column), ("value", value));

    /// <summary>In the item's unit. Kilos and litres pass into each other through the item's density, rounded half
    /// up.</summary>
    private static long? Convert(long quantity, string unit, Item item) => (unit, item.Unit, item.Density) switch
    {
        ("", _, _) => quantity,
        var (u, own, _) when u == own => quantity,
        ("l", "kg", { } density) => Exact.Divide((Int128)quantity * density, 1000, Rounding.HalfUp),
        ("kg", "l", { } density) => Exact.Divide((Int128)quantity * 1000, density, Rounding.HalfUp),
        _ => null,
    };

    private static Sizes Bad(string column, string value, Refusal why) =>
        new(0, null, null, null, null, new Trouble(column, value, why));
}

/// <summary>Session, grade, place, device, slip and measures of a movement.</summary>
internal readonly record struct EventNotes(
    short Session, short Grade, int Place, int Device, long Slip, int?[]? Measures)
{
    internal static Trouble? Read(
        in EventCells cells, Item item, ItemBook items, IReadOnlyList<string> names, out EventNotes notes)
    {
        notes = default;
        short session = cells["session"] switch { "" => 0, "AM" => 1, "PM" => 2, _ => -1 };
        if (session < 0)
        {
            return new("session", cells["session"], Refusals.UnknownSession(cells["session"]));
        }

        if (cells["accepted"] == "no" && cells["reason"].Length == 0)
        {
            return new("reason", "", Refusals.NoReason());
        }

        var grade = GradeOf(cells["grade"], item);
        if (grade < -1)
        {
            return new("grade", cells["grade"], Refusals.UnknownGrade(cells["grade"], item.Code));
        }

        var point = cells["point"].Length > 0 ? cells["point"] : cells["place"];
        var place = point.Length == 0 ? 0 : items.PlaceByCode(point)?.Id ?? -1;
        if (place < 0)
        {
            return new("point", point, Refusals.UnknownPlace(point));
        }

        var trouble = MeasuresOf(cells.Measures, names, item, out var measures);
        var slip = Decimals.TryParse(cells["slip"], 0, out var number) ? number : 0;
        notes = new EventNotes(
            session, (short)grade, place, items.DeviceByCode(cells["device"]) ?? 0, slip, measures);
        return trouble;
    }

    private static Refusal NotANumber(string column, string value) =>
        new("import.not_a_number", ("column", column), ("value", value));

    private static int GradeOf(string grade, Item item)
    {
        for (var i = 0; i < item.Grades.Count; i++)
        {
            if (item.Grades[i] == grade)
            {
                return i;
            }
        }

        return grade.Length == 0 ? -1 : -2;
    }

    private static Trouble? MeasuresOf(string[]? cells, IReadOnlyList<string> names, Item item, out int?[]? measures)
    {
        measures = null;
        for (var i = 0; cells is not null && i < cells.Length; i++)
        {
            if (cells[i].Length == 0)
            {
                continue;
            }

            var at = item.Measures.ToList().FindIndex(m => m.Name == names[i]);
            if (at < 0)
            {
                return new(names[i], cells[i], Refusals.UnknownMeasure(names[i], item.Code));
            }

            if (!Decimals.TryParse(cells[i], item.Measures[at].Decimals, out var value))
            {
                return new(names[i], cells[i], NotANumber(names[i], cells[i]));
            }

            // The smallest number stands for a measure that was not taken.
            if (value is > int.MaxValue or < -int.MaxValue)
            {
                return new(names[i], cells[i], Sizes.TooLarge(names[i], cells[i]));
            }

            measures ??= new int?[6];
            measures[at] = (int)value;
        }

        return null;
    }
}
