using System.Globalization;
using Dapper;
using Meent.Collection.Generate;
using Meent.Kernel;
using Meent.Settlement;
using Meent.Tests.Practice.Generate;
using Npgsql;

namespace Meent.Tests.Exporting;

/// <summary>A month of a generated hub with its mistakes: the file holds what the books hold.</summary>
public sealed class A_generated_month_as_Valueflows
{
    [Fact]
    public async Task has_every_event_of_the_books_once_with_its_quantity()
    {
        await using var hub = await ClosedHub.From(new HubRequest
        {
            Seed = 5, Id = "flows", Faults = true, Grades = true,
        });
        var organisation = hub.Closed.Organisation;
        var period = hub.Closed.Period;
        var written = (await ValueflowsExport.Run(
            hub.Installation, new(organisation, period, null, false), default)).Value;
        var graph = new Graph(written.File);
        Terms.Offences(graph).ShouldBeEmpty();

        await using var books = new NpgsqlConnection(hub.Owner);
        var events = (await books.QueryAsync<(Guid Id, long Quantity, bool Reverses)>("""
            select event_id, quantity, reverses is not null from flows.event e
            join parties.period p on p.period_id = e.period_id and p.code = @period
            """, new { period })).ToDictionary(e => e.Id, e => e.Reverses ? -e.Quantity : e.Quantity);
        var found = graph.Of("EconomicEvent").ToDictionary(e => Guid.Parse(e.Id[^36..]), e => e.Quantity);
        written.Events.ShouldBe(events.Count);
        found.Count.ShouldBe((int)(written.Events + written.Corrected));
        events.Where(e => found.GetValueOrDefault(e.Key) != Decimals.Trimmed(e.Value, 3)).Take(5).ShouldBeEmpty();

        var claims = await books.QueryAsync<long>(
            "select amount from claims.claim where terms_id > 0 order by claim_id");
        graph.Of("Claim").Select(c => c.Quantity).SequenceEqual(claims.Select(a => Decimals.Fixed(a, 2)))
            .ShouldBeTrue();
        var milk = graph.Of("EconomicEvent").Where(e => e["action"] == Graph.Ontology + "transfer"
            && e["receiver"]!.EndsWith($":organisation:{organisation}", StringComparison.Ordinal)
            && e["hasBeginning"]!.StartsWith(period, StringComparison.Ordinal));
        milk.Sum(e => decimal.Parse(e.Quantity, CultureInfo.InvariantCulture))
            .ShouldBe(hub.Closed.Figures.AcceptedQuantity!.Value / 1000m);
    }
}
