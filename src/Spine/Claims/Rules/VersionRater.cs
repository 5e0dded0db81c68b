using System.Runtime.InteropServices;

namespace Meent.Claims.Rules;

/// <summary>Running sums of one clause for a party and counterparty.</summary>
internal struct Cell
{
    /// <summary>Minor units where every event is rounded, else numerators.</summary>
    internal Int128 Sum;
    internal long Quantity;
    internal long UnitPrice;
    internal int Events;
    internal int SinceDay;
    internal bool Touched;

    internal void Add(Int128 amount, long unitPrice, in RatedEvent e)
    {
        UnitPrice = !Touched || UnitPrice == unitPrice ? unitPrice : ClauseRater.NoUnitPrice;
        SinceDay = !Touched || e.Day < SinceDay ? e.Day : SinceDay;
        Touched = true;
        Sum += e.Sign < 0 ? -amount : amount;
        Quantity += e.Sign < 0 ? -e.Quantity : e.Quantity;
        Events += e.Sign;
    }
}

/// <summary>What a version does to the events of one item on one side.</summary>
internal sealed record ItemPlan(FactReader[] Facts, ClauseRater[] Clauses);

/// <summary>Plans by item; where no clause looks at the side, both are the same.</summary>
internal sealed record ItemPlans(ItemPlan?[] Receiver, ItemPlan?[] Provider, bool Sided);

/// <summary>One version of terms, compiled, with its sums.</summary>
internal sealed class VersionRater(ClauseFrame[] frames, FactShapes shapes, ItemPlans plans, int parties)
{
    /// <summary>Sums lie in blocks: memory that grows is held twice.</summary>
    private const int RowsInBlock = 256;

    private readonly Dictionary<(int Party, int Counterparty, bool Provides), int> rowOfPair = [];
    private readonly List<(int Party, int Counterparty, bool Provides)> rows = [];
    private readonly FactSheet sheet = new(shapes.InOrder.Count, frames.Length);
    private readonly List<Cell[]> blocks = [];
    private int[] rowOfParty = [];

    internal ClauseFrame[] Frames { get; } = frames;

    internal IReadOnlyList<(int Party, int Counterparty, bool Provides)> Rows => rows;

    /// <summary>An event between two participants is rated for both.</summary>
    internal bool Sided => plans.Sided;

    internal FactSheet Sheet => sheet;

    internal ItemPlan? PlanOf(int item, bool provides) => provides ? plans.Provider[item] : plans.Receiver[item];

    internal string FactName(int index) => shapes.InOrder[index].Name;

    internal ref Cell CellOf(int row, int clause) => ref CellsOf(row)[clause];

    /// <param name="clause">The clause that could not be rated, else -1.</param>
    internal Verdict Add(in RatedEvent e, ItemPlan plan, out int clause)
    {
        foreach (var fact in plan.Facts)
        {
            fact.Read(in e, sheet);
        }

        var cells = CellsOf(RowOf(e.Party, e.Counterparty, plans.Sided && e.Provides));
        foreach (var rater in plan.Clauses)
        {
            var frame = rater.Frame;
            var verdict = rater.Rate(in e, sheet, out var amount, out var unitPrice);
            if (verdict > Verdict.Skipped)
            {
                clause = frame.Index;
                return verdict;
            }

            sheet.Made[frame.Index] = verdict == Verdict.Rated;
            if (verdict == Verdict.Rated)
            {
                if (frame.EachEvent)
                {
                    var rounded = frame.Round(amount);
                    sheet.Amounts[frame.Index] = rounded;
                    amount = rounded;
                }

                cells[frame.Index].Add(amount, unitPrice, in e);
            }
        }

        clause = -1;
        return Verdict.Rated;
    }

    private int RowOf(int party, int counterparty, bool provides)
    {
        if (counterparty != 0 || provides)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(
                rowOfPair, (party, counterparty, provides), out var exists);
            return exists ? known : known = NewRow(party, counterparty, provides);
        }

        if (rowOfParty.Length == 0)
        {
            rowOfParty = new int[parties];
        }

        var row = rowOfParty[party];
        if (row == 0)
        {
            rowOfParty[party] = row = NewRow(party, 0, provides: false) + 1;
        }

        return row - 1;
    }

    private int NewRow(int party, int counterparty, bool provides)
    {
        if (rows.Count == blocks.Count * RowsInBlock)
        {
            blocks.Add(new Cell[RowsInBlock * Frames.Length]);
        }

        rows.Add((party, counterparty, provides));
        return rows.Count - 1;
    }

    private Span<Cell> CellsOf(int row) =>
        blocks[row / RowsInBlock].AsSpan(row % RowsInBlock * Frames.Length, Frames.Length);
}
