using Meent.Platform;
using Meent.Tests.Closing;

namespace Meent.Tests.Taking;

/// <summary>Records hold the place of a grade in the list of its item, and quantities as whole numbers.</summary>
public sealed class The_list_of_items : IAsyncLifetime
{
    private const string Header = "item,name,unit,kind,grades,measures";
    private const string Feed = "feed,Dairy meal,bag,good,,";
    private Hub hub = null!;

    public async ValueTask InitializeAsync()
    {
        hub = await Hub.New();
        hub.TermsWith("milk", """ "grade": { "kind": "measured", "measure": "grade" } """, ("2024-01-01", [$$"""
            { "kind": "step", "code": "milk", "line": "price", "items": ["milk"], "fact": "grade",
              "table": { "P": "40.00", "A": "30.00", "B": "20.00" }, {{Clauses.ByLine}} }
            """]));
    }

    public async ValueTask DisposeAsync() => await hub.DisposeAsync();

    [Theory]
    [InlineData("milk,Raw milk,l,good,P|A|B,fat:2", "grades")]
    [InlineData("milk,Raw milk,l,good,A,fat:2", "grades")]
    [InlineData("milk,Raw milk,l,good,A|B,fat:1", "measures")]
    [InlineData("milk,Raw milk,l,good,A|B,snf:2|fat:2", "measures")]
    [InlineData("milk,Raw milk,kg,good,A|B,fat:2", "unit")]
    [InlineData("milk,Raw milk,l,service,A|B,fat:2", "kind")]
    public async Task cannot_make_something_else_of_what_was_recorded(string row, string what)
    {
        hub.Delivered("C1,0007,2026-10-01,AM,,10,A");
        await hub.Import();
        hub.Write("items.csv", Header, row, Feed);

        (await Items()).Quarantined.ShouldBe(1);

        hub.Quarantined("items.csv").ShouldContain($",{what},");
        hub.Quarantined("items.csv").ShouldContain("flows.item_in_use");
        (await hub.Close("2026-10", strict: false))["0007", "gross"].ShouldBe("300.00");
    }

    [Fact]
    public async Task takes_grades_and_measures_at_the_end()
    {
        hub.Delivered("C1,0007,2026-10-01,AM,,10,A");
        await hub.Import();
        hub.Write("items.csv", Header, "milk,Raw milk,l,good,A|B|P,fat:2|snf:2", Feed);
        hub.Delivered("C1,0007,2026-10-01,AM,,10,A", "C2,0007,2026-10-02,AM,,10,P");

        (await hub.Close("2026-10"))["0007", "gross"].ShouldBe("700.00");
        (await Items()).Unchanged.ShouldBe(2);
    }

    [Fact]
    public async Task may_say_anything_before_the_first_record()
    {
        await hub.Import();
        hub.Write("items.csv", Header, "milk,Raw milk,kg,good,P|A,fat:1", Feed);
        (await Items()).Imported.ShouldBe(1);
        hub.Write("deliveries.csv", "id,member,date,quantity,unit,grade", "C1,0007,2026-10-01,10,kg,P");
        (await hub.Close("2026-10"))["0007", "gross"].ShouldBe("400.00");
    }

    private async Task<FileAccount> Items() => (await hub.Import()).Files.Single(f => f.Kind == "items");
}
