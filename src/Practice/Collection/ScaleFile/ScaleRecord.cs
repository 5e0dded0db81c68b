using Meent.Kernel;

namespace Meent.Collection.ScaleFile;

/// <summary>One weighing.</summary>
internal readonly record struct ScaleSlot(
    int Number, string Kilograms, string Time, string Trip, string Operator, string Cans, string Session,
    string Centre);

/// <summary>
/// One line of a scale file, a member's day: member, date, five slots of eight fields (kg, time, trip, operator, cans,
/// AM or PM, centre, flag; NUL bytes where a slot is not used), then count, route, station, scale, total of the day.
/// </summary>
internal sealed class ScaleRecord
{
    public const int Fields = 47;
    public const int Slots = 5;
    private const int SlotFields = 8;

    /// <summary>
    /// The scale shows tenths of a kilogram; its own total may be off by half of that. In thousandths.
    /// </summary>
    private const long HalfDivision = 50;

    private readonly IReadOnlyList<string> fields;

    /// <param name="fields">Exactly <see cref="Fields"/>, as they stand.</param>
    public ScaleRecord(IReadOnlyList<string> fields)
    {
        this.fields = fields;
        Used = [.. Enumerable.Range(0, Slots).Select(Slot).Where(IsUsed)];
    }

    public string Member => Clean(0);

    public string Date => Clean(1);

    public string Count => Clean(42);

    public string Route => Clean(43);

    public string Scale => Clean(45);

    public string Total => Clean(46);

    public IReadOnlyList<ScaleSlot> Used { get; }

    /// <summary>The line tells nothing: no weighing, and a count and total that say so.</summary>
    public bool IsEmpty => Used.Count == 0 && Fault is null;

    /// <summary>Why the line contradicts itself; null where it does not.</summary>
    public Refusal? Fault
    {
        get
        {
            if (Count != $"{Used.Count}")
            {
                return new Refusal("collection.record_count", ("stated", Count), ("found", $"{Used.Count}"));
            }

            long sum = 0;
            var readable = true;
            foreach (var slot in Used)
            {
                readable &= Decimals.TryParse(slot.Kilograms, Quantity.Scale, out var weight);
                sum += weight;
            }

            return readable && Decimals.TryParse(Total, Quantity.Scale, out var total)
                && Math.Abs(total - sum) <= HalfDivision
                ? null
                : new Refusal(
                    "collection.check_total", ("stated", Total), ("found", Decimals.Trimmed(sum, Quantity.Scale)));
        }
    }

    private static bool IsUsed(ScaleSlot slot) =>
        slot.Time.Length > 0 || !(Decimals.TryParse(slot.Kilograms, Quantity.Scale, out var weight) && weight == 0);

    private ScaleSlot Slot(int number)
    {
        var at = 2 + (number * SlotFields);
        return new ScaleSlot(
            number, WithoutZeros(Clean(at)), Clean(at + 1), Clean(at + 2), Clean(at + 3), WithoutZeros(Clean(at + 4)),
            Clean(at + 5), Clean(at + 6));
    }

    /// <summary>Fields are of fixed width, filled up with blanks or NUL.</summary>
    private string Clean(int field) => fields[field].Trim(' ', '\0', '\r', '\t');

    /// <summary>"012.8" is 12.8.</summary>
    private static string WithoutZeros(string number)
    {
        var from = 0;
        while (from + 1 < number.Length && number[from] == '0' && char.IsAsciiDigit(number[from + 1]))
        {
            from++;
        }

        return number[from..];
    }
}
