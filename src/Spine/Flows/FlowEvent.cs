using System.Runtime.CompilerServices;

namespace Meent.Flows;

/// <summary>An event as it was recorded. Quantities are thousandths, prices millionths, amounts minor units; days
/// count from 1970-01-01.</summary>
public readonly struct FlowEvent
{
    public required int Party { get; init; }
    public required int Item { get; init; }
    public required int Terms { get; init; }
    public required int Day { get; init; }
    public required long Quantity { get; init; }
    public required int Provider { get; init; }
    public required short Action { get; init; }

    /// <summary>0 none, 1 morning, 2 evening.</summary>
    public required byte Session { get; init; }

    /// <summary>Index in the item's grades, -1 none.</summary>
    public required short Grade { get; init; }
    public required bool Accepted { get; init; }
    public required bool Reversal { get; init; }

    /// <summary>Settled by the last of the periods asked for, not by an earlier one.</summary>
    public required bool SettledLast { get; init; }
    public long? UnitPrice { get; init; }
    public long? Amount { get; init; }
    public string Reference { get; init; }
    public string Reason { get; init; }
    public Measures Measures { get; init; }
}

/// <summary>Measures of an item in its order, each scaled by its decimals.</summary>
[InlineArray(Most)]
public struct Measures
{
    /// <summary>Measures that an item can have.</summary>
    public const int Most = 6;

    /// <summary>Stands where a measure was not taken.</summary>
    public const int NotTaken = int.MinValue;

    private int first;

    /// <summary>Nothing was measured.</summary>
    public static Measures None
    {
        get
        {
            var none = default(Measures);
            ((Span<int>)none).Fill(NotTaken);
            return none;
        }
    }
}

/// <summary>Looks at one event after the other.</summary>
public delegate void EventVisitor(in FlowEvent e);
