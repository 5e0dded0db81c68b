using Meent.Host.Commands;
using Meent.Kernel;
using Meent.Settlement;
using Meent.Tests.Closing;
using Meent.Tests.Promising;

namespace Meent.Tests.Exporting;

/// <summary>What other programs read of a month: every event once, and nothing that leads nowhere.</summary>
public sealed class A_month_as_Valueflows : IAsyncLifetime
{
    private const string Day = "2026-10-05T00:00:00+03:00";

    private Hub hub = null!;

    public async ValueTask InitializeAsync()
    {
        hub = await Promising_ahead.New();
        hub.Terms("ring", """
            { "kind": "price", "code": "plough", "line": "charge", "items": ["plough"], "unitPrice": "500.00",
              "rank": 1, "statutory": false, "rounding": { "mode": "halfUp", "each": "line" } }
            """);
    }

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    [Fact]
    public async Task says_who_gave_what_to_whom()
    {
        hub.Write("deliveries.csv", Hub.Deliveries,
            "C1,0007,2026-10-05,AM,,10,,,,,", "C2,0007,2026-10-05,,,4,,no,sour,,Grace");
        hub.Bought("P1,0008,2026-10-06,feed,2,,100.00,agrovet,,", "P2,0008,2026-10-06,vet,1,,300.00,,,");
        var graph = await Closed();
        Flow(graph, "deliveries", "C1").ShouldBe("transfer 0007 > HUB item:milk 10 unit:l");
        Flow(graph, "deliveries", "C2").ShouldBe("transferCustody 0007 > HUB item:milk 4 unit:l refused");
        Flow(graph, "purchases", "P1").ShouldBe("transfer agrovet > 0008 item:feed 2 unit:bag");
        Flow(graph, "purchases", "P2").ShouldBe("deliverService HUB > 0008 item:vet 1 unit:visit");
        var first = Event(graph, "deliveries", "C1");
        (first["hasBeginning"], first["hasEnd"]).ShouldBe((Day, "2026-10-05T12:00:00+03:00"));
        var second = Event(graph, "deliveries", "C2");
        (second["hasBeginning"], second["hasEnd"]).ShouldBe((Day, "2026-10-06T00:00:00+03:00"));
        graph[first["realizationOf"]!]["name"].ShouldBe("milk");
        graph[Urn("unit:l")]["omUnitIdentifier"]
            .ShouldBe("http://www.ontology-of-units-of-measure.org/resource/om-2/litre");
        graph[Urn("unit:visit")]["omUnitIdentifier"].ShouldBeNull();
    }

    [Fact]
    public async Task shows_a_promise_and_what_kept_it()
    {
        hub.Delivered("C1,0007,2026-10-01,AM,,100");
        hub.Write("commitments.csv", Promising_ahead.Header,
            $"A,17,2026-10-05,plough,{hub.Id},0007,2,,,tractor,08:00,10:00,,",
            $"B,18,2026-11-05,milk,0007,{hub.Id},20,,,,,,,", $"C,,2026-10-09,milk,0008,{hub.Id},5,,,,,,2026-10-08,",
            $"D,19,2026-11-06,milk,0007,{hub.Id},20,,,,,,,");
        hub.Write("events.csv", "id,date,item,provider,receiver,quantity,reference",
            $"E,2026-10-05,plough,{hub.Id},0007,2.5,17", $"F,2026-10-06,milk,0007,{hub.Id},20,18",
            $"G,2026-10-06,milk,0008,{hub.Id},20,18");
        var graph = await Closed();
        graph.Of("Commitment").Count().ShouldBe(3);
        var booked = Promise(graph, "A");
        (booked["action"], booked.Quantity, booked["hasBeginning"], booked["hasEnd"]).ShouldBe((
            Graph.Ontology + "use", "2", "2026-10-05T08:00:00+03:00", "2026-10-05T10:00:00+03:00"));
        graph[booked["resourceInventoriedAs"]!]["name"].ShouldBe("tractor");
        booked.Inside.Single().Id.ShouldBe(Graph.Ontology + "effortQuantity");
        graph[booked["clauseOf"]!]["name"].ShouldBe("17");
        var ploughed = Event(graph, "events", "E");
        (ploughed["fulfills"], ploughed["action"]).ShouldBe((booked.Id, Graph.Ontology + "use"));
        Event(graph, "events", "F")["fulfills"].ShouldBe(Promise(graph, "B").Id);
        Event(graph, "events", "G")["fulfills"].ShouldBeNull();
        (Promise(graph, "B")["due"], Promise(graph, "B")["finished"]).ShouldBe(("2026-11-05T00:00:00+03:00", null));
        Promise(graph, "C")["finished"].ShouldBe("true");
    }

    [Fact]
    public async Task lets_a_correction_name_what_it_corrects_also_in_an_earlier_month()
    {
        hub.Delivered("C1,0007,2026-09-30,AM,,10", "C2,0007,2026-09-30,PM,,7");
        var september = await Closed("2026-09");
        september.Of("EconomicEvent").Count().ShouldBe(2);
        hub.Delivered("C1,0007,2026-09-30,AM,,10", "C2,0007,2026-09-30,PM,,7",
            "C3,0007,2026-10-02,AM,,10,,,,C1", "C4,0008,2026-10-02,AM,,5");
        var october = await Closed("2026-10");
        october.Of("EconomicEvent").Count().ShouldBe(3);
        var correction = Event(october, "deliveries", "C3");
        (correction.Quantity, correction["corrects"]).ShouldBe(("-10", Event(october, "deliveries", "C1").Id));
        Same(Event(october, "deliveries", "C1"), Event(september, "deliveries", "C1"));
    }

    [Fact]
    public async Task says_what_is_owed_and_which_event_alone_made_it_so()
    {
        hub.Delivered("C1,0007,2026-10-05,AM,,10", "C2,0008,2026-10-05,AM,,10", "C3,0008,2026-10-05,PM,,5");
        hub.Bought("P1,0007,2026-10-06,feed,2,,100.00,agrovet,,");
        var graph = await Closed();
        graph.Of("Claim").Select(c => string.Join(
                ' ', Local(c["provider"]!), '>', Local(c["receiver"]!), c.Quantity, Local(c["resourceConformsTo"]!),
                c["note"], c["triggeredBy"] is null ? "many" : "one"))
            .ShouldBe([
                "HUB > 0007 300.00 currency:KES milk 1 milk one", "0007 > HUB 100.00 currency:KES credit 1 feed one",
                "HUB > 0008 450.00 currency:KES milk 1 milk many"], ignoreOrder: true);
        graph.Of("Claim").Single(c => c.Quantity == "300.00")["triggeredBy"]
            .ShouldBe(Event(graph, "deliveries", "C1").Id);
        graph.Of("Claim").Single(c => c.Quantity == "100.00")["triggeredBy"]
            .ShouldBe(Event(graph, "purchases", "P1").Id);
        (graph[Urn("currency:KES")]["mediumOfExchange"], graph[Urn("unit:one")]["label"]).ShouldBe(("true", "one"));
    }

    [Fact]
    public async Task knows_the_one_sale_of_each_provider()
    {
        hub.Bought("P1,0007,2026-10-06,feed,2,,100.00,agrovet,,", "P2,0007,2026-10-07,feed,1,,60.00,vets,,");
        var graph = await Closed();
        graph.Of("Claim").Select(c => (c.Quantity, c["triggeredBy"])).ShouldBe(
            [("100.00", Event(graph, "purchases", "P1").Id), ("60.00", Event(graph, "purchases", "P2").Id)],
            ignoreOrder: true);
    }

    [Fact]
    public async Task takes_out_of_the_tank_what_was_put_in()
    {
        hub.Delivered("C1,0007,2026-10-05,AM,,10");
        hub.Write("stock.csv", "id,date,item,kind,quantity,unit,place,party", "S1,2026-10-01,milk,opening,3,,,",
            "S2,2026-10-05,milk,dispatched,11,,,agrovet", "S3,2026-10-05,milk,loss,1,,,",
            "S4,2026-10-31,milk,closing,1,,,");
        var graph = await Closed();
        Flow(graph, "stock", "S1").ShouldBe("raise HUB > HUB item:milk 3 unit:l opening");
        Flow(graph, "stock", "S2").ShouldBe("transfer HUB > agrovet item:milk 11 unit:l dispatched");
        Flow(graph, "stock", "S3").ShouldBe("lower HUB > HUB item:milk 1 unit:l loss");
        Flow(graph, "stock", "S4").ShouldBe("lower HUB > HUB item:milk 1 unit:l closing");
    }

    [Fact]
    [Proves("NF2", Partly = true)]
    public async Task names_nobody_who_did_not_ask_for_it()
    {
        hub.Write("parties.csv", "party,name,role,kind", "agrovet,Highlands Agrovet,supplier,firm",
            "vets,Vets,supplier,firm", "mwangi,Joseph Mwangi,supplier,person");
        hub.Write("places.csv", "place,name,kind", "tractor,Tractor of Njeri,machine");
        hub.Write("deliveries.csv", Hub.Deliveries, "C1,0007,2026-10-05,AM,,10,,,,,Grace",
            "C2,0007,2026-10-05,,,4,,no,smelt of Wanjiku,,Grace");
        hub.Bought("P1,0008,2026-10-06,feed,2,,100.00,mwangi,,Grace");
        hub.Write("commitments.csv", Promising_ahead.Header,
            $"A,17,2026-10-05,plough,{hub.Id},0007,2,,,tractor,08:00,10:00,,");
        await hub.Close("2026-10");
        var file = (await Export()).File;
        var text = await File.ReadAllTextAsync(file);
        foreach (var said in (string[])[
            "Wanjiku", "Achieng", "Grace", "Joseph", "wangi", "Njeri", "254700000008", "Jane", "Peter", "smelt"])
        {
            text.ShouldNotContain(said, Case.Insensitive);
        }

        new Graph(file).Of("Person").Select(p => p["name"]).Order().ShouldBe([null, "0007", "0008"]);
        var named = await File.ReadAllTextAsync((await Export(names: true)).File);
        named.ShouldContain("Wanjiku Kamau");
        named.ShouldContain("Joseph Mwangi");
        named.ShouldNotContain("Grace");
        named.ShouldNotContain("smelt");
    }

    [Fact]
    public async Task is_the_same_from_the_same_records_in_other_books()
    {
        hub.Delivered("C1,0007,2026-10-05,AM,,10", "C2,0008,2026-10-05,AM,,10", ",0008,2026-10-05,PM,,5");
        hub.Bought("P1,0007,2026-10-06,feed,2,,100.00,agrovet,,");
        await hub.Close("2026-10");
        var bytes = await File.ReadAllBytesAsync((await Export()).File);
        (await File.ReadAllBytesAsync((await Export()).File)).ShouldBe(bytes);
        await using var other = await Hub.Of(hub.Folder, hub.Id);
        await other.Close("2026-10");
        var again = await ValueflowsExport.Run(other.Installation, new(hub.Id, null, null, false), default);
        (await File.ReadAllBytesAsync(again.Value.File)).ShouldBe(bytes);
    }

    [Fact]
    public async Task of_a_period_or_a_folder_that_is_not_there_is_refused()
    {
        (await ValueflowsExport.Run(hub.Installation, new(hub.Id, null, null, false), default))
            .Refusal!.Code.ShouldBe("parties.unknown_organisation");
        await hub.Import();
        (await ValueflowsExport.Run(hub.Installation, new(hub.Id, null, null, false), default))
            .Refusal!.Code.ShouldBe("settlement.no_records");
        (await ValueflowsExport.Run(hub.Installation, new(hub.Id, "2026-13", null, false), default))
            .Refusal!.Code.ShouldBe("settlement.unknown_period");
        Shared.OrganisationIn(hub.Folder).Value.ShouldBe(hub.Id);
        Shared.OrganisationIn(Path.Combine(hub.Folder, "terms")).Refusal!.Code
            .ShouldBe("flows.no_organisation");
        Directory.CreateDirectory(Path.Combine(hub.Folder, "second"));
        File.Copy(Path.Combine(hub.Folder, "org.json"), Path.Combine(hub.Folder, "second", "org.json"));
        Shared.OrganisationIn(hub.Folder).Refusal!.Code.ShouldBe("flows.several_organisations");
    }

    private async Task<Graph> Closed(string period = "2026-10")
    {
        await hub.Close(period);
        var graph = new Graph((await Export(period)).File);
        Terms.Offences(graph).ShouldBeEmpty();
        return graph;
    }

    private async Task<ExportedValueflows> Export(string? period = null, bool names = false) =>
        (await ValueflowsExport.Run(hub.Installation, new(hub.Id, period, null, names), default)).Value;

    private Node Event(Graph graph, string kind, string id) => graph[Urn($"event:{EdgeId.OfName(kind, id)}")];

    private Node Promise(Graph graph, string id) => graph[Urn($"commitment:{EdgeId.OfName("commitments", id)}")];

    private string Urn(string local) => $"urn:meent:{hub.Id}:{local}";

    /// <summary>action provider > receiver item quantity unit state.</summary>
    private string Flow(Graph graph, string kind, string id)
    {
        var e = Event(graph, kind, id);
        return string.Join(
            ' ', e["action"]![Graph.Ontology.Length..], Local(e["provider"]!), '>', Local(e["receiver"]!),
            Local(e["resourceConformsTo"]!), e.Quantity, Local(e.Unit), e["state"]).TrimEnd();
    }

    private string Local(string urn) => urn[Urn("").Length..].Replace("member:", "", StringComparison.Ordinal)
        .Replace("party:", "", StringComparison.Ordinal)
        .Replace($"organisation:{hub.Id}", "HUB", StringComparison.Ordinal);

    private static void Same(Node a, Node b)
    {
        a.Statements.ShouldBe(b.Statements);
        a.Quantity.ShouldBe(b.Quantity);
    }
}
