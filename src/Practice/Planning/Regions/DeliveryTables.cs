using Meent.Kernel;
using Meent.Planning.Explore;
using Meent.Planning.Rules.Region;

namespace Meent.Planning.Regions;

/// <summary>What one more unit at the end sets in motion, in the whole and in the region.</summary>
internal static class DeliveryTables
{
    public static Outcome<AnswerTable> Make(Deliveries deliveries, SectorGrowth? growth, double delta)
    {
        var model = InputOutput.Model(deliveries.Sectors, deliveries.Amounts, deliveries.Output);
        if (model.Refusal is { } refusal)
        {
            return refusal;
        }

        var regional = Regional(deliveries, model.Value, growth, delta);
        if (regional is { Refusal: { } no })
        {
            return no;
        }

        var work = deliveries.Work is { } perOutput ? model.Value.MultiplierOf(perOutput) : null;
        return new AnswerTable(
            new("explore.region.deliveries"),
            [
                Column("sector"), Column("multiplier"), Column("multiplier_here"), Column("backward"),
                Column("forward"), Column("work"),
            ],
            [.. deliveries.Sectors.Select((name, i) => new AnswerRow(
                name, Cell.Number(model.Value.OutputMultiplier[i], 4),
                regional is { } r ? Cell.Number(r.Value.OutputMultiplier[i], 4) : Cell.Unknown,
                Cell.Number(model.Value.Backward[i], 3), Cell.Number(model.Value.Forward[i], 3),
                work is null ? Cell.Unknown : work[i] is { } w ? Cell.Number(w, 3) : Cell.Nothing))])
        { Note = new("explore.region.deliveries.note", ("delta", Cell.Number(delta, 2))) };
    }

    private static AnswerColumn Column(string name) => new($"explore.region.{name}");

    /// <summary>Only where the region's work is known for the same sectors.</summary>
    private static Outcome<InputOutputModel>? Regional(
        Deliveries deliveries, InputOutputModel model, SectorGrowth? growth, double delta)
    {
        if (growth is null || deliveries.Sectors.Any(s => !growth.Sectors.Contains(s)))
        {
            return null;
        }

        var places = deliveries.Sectors.Select(s => growth.Sectors.ToList().IndexOf(s)).ToList();
        var (here, everywhere) = (growth.Here(growth.Now), growth.Everywhere(growth.Now));
        return InputOutput.Regional(
                deliveries.Sectors, model.Coefficients, [.. places.Select(p => here[p])],
                [.. places.Select(p => everywhere[p])], delta)
            .Then(a => InputOutput.Model(
                deliveries.Sectors, a, [.. Enumerable.Repeat(1.0, deliveries.Sectors.Count)]));
    }
}
