using Dapper;
using Meent.Host;
using Meent.Host.Commands;
using Meent.Kernel;
using Meent.Platform;
using Meent.Settlement;
using Meent.Tests.Kinds;
using NodaTime;
using Npgsql;

namespace Meent.Tests.Exporting;

/// <summary>Every organisation of demo/, closed: its file against its books, its folder and its statements.</summary>
public sealed class Every_demo_as_Valueflows : IAsyncLifetime
{
    private const string Month = "2026-10";

    private readonly string output = Directory.CreateTempSubdirectory("meent-demos-").FullName;
    private TestInstallation books = null!;

    public async ValueTask InitializeAsync() => books = await TestInstallation.New([.. Modules.All]);

    public async ValueTask DisposeAsync()
    {
        await books.DisposeAsync();
        Directory.Delete(output, recursive: true);
    }

    public static TheoryData<string> Demos => [.. Example.Names];

    [Theory]
    [MemberData(nameof(Demos))]
    public async Task holds_what_the_books_and_the_folder_hold(string demo)
    {
        foreach (var closed in await Close(demo))
        {
            var folder = Example.Organisations(demo)[closed.Organisation];
            var written = (await ValueflowsExport.Run(
                books.Installation, new(closed.Organisation, Month, null, false), default)).Value;
            var file = new DemoFile(new Graph(written.File), closed.Organisation);
            Terms.Offences(file.Graph).ShouldBeEmpty();
            await EventsOfTheBooks(file, written);
            Recorded(file, folder);
            Promised(file, folder);
            Owed(file, closed);
        }
    }

    [Fact]
    public async Task gives_one_delivery_between_two_firms_as_what_triggers_what_each_owes_and_is_owed()
    {
        await Close("business-park");
        var written = await ValueflowsExport.Run(
            books.Installation, new("kanaalpark", Month, null, false), default);
        var file = new DemoFile(new Graph(written.Value.File), "kanaalpark");
        Sides("residues 1 heat", "r5").ShouldBe(["kanaalpark > vergister 11874.55", "kas > kanaalpark 11874.55"]);
        Sides("residues 1 mill-dust", "r8").ShouldBe(["kanaalpark > vergister 140.25", "voer > kanaalpark 140.25"]);
        Sides("residues 1 fibre", null).ShouldBe(["kanaalpark > zetmeel 14901.75", "voer > kanaalpark 14901.75"]);
        Sides("waterplant 1 upkeep", null).ShouldBe(
        [
            "kanaalpark > zetmeel 5319.60", "kas > kanaalpark 319.18", "vergister > kanaalpark 644.49",
            "voer > kanaalpark 136.06", "zetmeel > kanaalpark 4219.87",
        ]);

        IEnumerable<string> Sides(string note, string? trigger) => file.Graph.Of("Claim")
            .Where(c => c["note"] == note && c["triggeredBy"] == (trigger is null ? null : file.Event(trigger).Id))
            .Select(c => $"{DemoFile.Code(c["provider"]!)} > {DemoFile.Code(c["receiver"]!)} {c.Quantity}")
            .Order(StringComparer.Ordinal);
    }

    private async Task<IReadOnlyList<ClosedPeriod>> Close(string demo) => (await CloseCommand.All(
        books.Installation,
        new CloseCommand.Request(
            Example.Folder(demo), Month, output, "Jane", "Peter", new LocalDate(2026, 11, 3), RegisterUnknown: false),
        default)).Value;

    /// <summary>Each once, with its quantity.</summary>
    private async Task EventsOfTheBooks(DemoFile file, ExportedValueflows written)
    {
        await using var connection = new NpgsqlConnection(books.Owner);
        var events = (await connection.QueryAsync<(Guid Id, long Quantity)>("""
            select event_id, case when reverses is null then quantity else -quantity end from flows.event e
            join parties.organisation o on o.org_id = e.org_id and o.code = @organisation
            join parties.period p on p.org_id = e.org_id and p.period_id = e.period_id and p.code = @Month
            """, new { organisation = file.Organisation, Month })).ToList();
        events.ShouldNotBeEmpty();
        written.Events.ShouldBe(events.Count);
        file.Graph.Of("EconomicEvent").Select(e => (Guid.Parse(e.Id[^36..]), e.Quantity))
            .ShouldBe(events.Select(e => (e.Id, Decimals.Trimmed(e.Quantity, 3))), ignoreOrder: true);
    }

    /// <summary>Who gave what to whom, as the rows of the folder say it; what passes between two participants as
    /// well.</summary>
    private static void Recorded(DemoFile file, string folder)
    {
        foreach (var row in DemoFile.Rows(folder, "events.csv"))
        {
            file.Flow(file.Event(row["id"])).ShouldBe(Said(row), row["id"]);
        }
    }

    private static void Promised(DemoFile file, string folder)
    {
        var rows = DemoFile.Rows(folder, "commitments.csv");
        file.Graph.Of("Commitment").Count().ShouldBe(rows.Count);
        foreach (var row in rows)
        {
            file.Flow(file.Commitment(row["id"])).ShouldBe(Said(row), row["id"]);
            if (row.GetValueOrDefault("order", "") is { Length: > 0 } order)
            {
                file.Graph[file.Commitment(row["id"])["clauseOf"]!]["name"].ShouldBe(order);
            }
        }

        foreach (var row in DemoFile.Rows(folder, "events.csv"))
        {
            var promised = rows.FirstOrDefault(c =>
                c.GetValueOrDefault("order", "") == row.GetValueOrDefault("reference")
                && c["item"] == row["item"] && c["provider"] == row["provider"] && c["receiver"] == row["receiver"]);
            file.Event(row["id"])["fulfills"]
                .ShouldBe(promised is null ? null : file.Commitment(promised["id"]).Id, row["id"]);
        }
    }

    /// <summary>Claims run through the organisation: what a participant is owed and owes is what its statement
    /// says.</summary>
    private static void Owed(DemoFile file, ClosedPeriod closed)
    {
        var rows = DemoFile.Rows(closed.Folder, "statements.csv").ToDictionary(r => r["number"]);
        foreach (var claim in file.Graph.Of("Claim"))
        {
            var (owing, owed) = (DemoFile.Code(claim["provider"]!), DemoFile.Code(claim["receiver"]!));
            (rows.ContainsKey(owing) != rows.ContainsKey(owed)).ShouldBeTrue(claim.Id);
            (owing == closed.Organisation || rows.ContainsKey(owing)).ShouldBeTrue(claim.Id);
        }

        foreach (var (number, row) in rows)
        {
            file.Claimed(number, "receiver").ShouldBe(Example.Cents(row["gross"]), number);
            file.Claimed(number, "provider").ShouldBe(
                Example.Cents(row["deductions_due"]) - Example.Cents(row["brought_forward"]), number);
        }
    }

    private static string Said(IReadOnlyDictionary<string, string> row) =>
        $"{row["provider"]} > {row["receiver"]} {row["item"]} {row["quantity"]}";
}
