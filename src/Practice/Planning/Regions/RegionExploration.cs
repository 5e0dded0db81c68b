using Meent.Kernel;
using Meent.Planning.Explore;
using Meent.Planning.Rules.Region;

namespace Meent.Planning.Regions;

/// <summary>Which activities bring a region what, and what falls away with each?</summary>
internal sealed class RegionExploration : IExploration
{
    public string Verb => "region";

    public string Question => "What does each activity bring and burden, and what falls away without it?";

    public Outcome<Explored> Explore(
        ExploreFolder folder, ExploreOptions options, IProgress<Stage> progress, CancellationToken ct)
    {
        var read = RegionFolder.Read(folder);
        if (folder.Refused is { } no)
        {
            return no;
        }

        if (read.Activities.Count == 0)
        {
            return new Explored(Standing.Unknown, new Sentence("explore.region.nothing"));
        }

        return RelationGraph.Of([.. read.Activities.Select(a => a.Name)], read.Relations).Then<Explored>(graph =>
        {
            var map = new ActivityTables(folder, read, graph);
            var (tables, forecast) = (new List<AnswerTable>(map.All()), new List<Figure>());
            var method = new List<Sentence> { new("explore.region.method"), new("explore.region.method.graph") };
            if (read.Growth is { } growth)
            {
                var sectors = SectorTables.Make(growth);
                if (sectors.Refusal is { } refusal)
                {
                    return refusal;
                }

                tables.AddRange(sectors.Value.Tables);
                forecast.AddRange(sectors.Value.Forecast);
                method.Add(new("explore.region.method.sectors"));
            }

            if (read.Deliveries is { } deliveries)
            {
                var table = DeliveryTables.Make(deliveries, read.Growth, read.Delta);
                if (table.Refusal is { } refusal)
                {
                    return refusal;
                }

                tables.Add(table.Value);
                method.Add(new("explore.region.method.deliveries"));
            }

            return new Explored(Standing.Depends, map.Verdict())
            {
                Why = map.Why(),
                Tables = tables,
                Pictures = [map.Picture()],
                Forecast = forecast,
                Method = method,
                Bounds = [new("explore.region.bounds"), new("explore.region.bounds.relations")],
            };
        });
    }
}
