using System.Text.Json.Nodes;
using Meent.Kernel;
using Meent.Settlement;

namespace Meent.Tests.Closing;

/// <summary>Which month may be closed, and what becomes of records of one that may not.</summary>
public sealed class Months_in_their_order : IAsyncLifetime
{
    private Hub hub = null!;

    public async ValueTask InitializeAsync() => hub = await Hub.New();

    public async ValueTask DisposeAsync() => await hub.DisposeAsync();

    [Fact]
    [Proves("K2.f")]
    public async Task a_month_before_a_closed_one_is_refused_and_pays_no_credit_again()
    {
        string[] cans = ["C1,0008,2026-10-01,AM,,0.3", "C2,0008,2026-12-01,AM,,10"];
        hub.Delivered(cans);
        (await hub.Close("2026-10"))["0008", "credit_carried_forward"].ShouldBe("9.00");
        (await hub.Close("2026-12"))["0008", "to_pay"].ShouldBe("309.00");

        var refusal = (await hub.TryClose("2026-11")).Refusal!;

        refusal.Code.ShouldBe("settlement.later_period_closed");
        (refusal.Fact("period"), refusal.Fact("later")).ShouldBe(("2026-11", "2026-12"));
        hub.Delivered([.. cans, "C3,0008,2026-11-05,AM,,1", "C4,0008,2027-01-05,AM,,2"]);
        var january = await hub.Close("2027-01");
        (january["0008", "gross"], january["0008", "adjustments"], january["0008", "to_pay"])
            .ShouldBe(("90.00", "30.00", "90.00"));
        (await hub.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_month_before_the_first_of_the_books_is_refused()
    {
        hub.Delivered("C1,0007,2026-08-30,AM,,1", "C2,0007,2026-09-01,AM,,1");
        await hub.Import();

        var refusal = (await hub.TryClose("2026-08")).Refusal!;

        (refusal.Code, refusal.Fact("first")).ShouldBe(("settlement.period_before_first", "2026-09"));
        (await hub.Close("2026-09"))["0007", "adjustments"].ShouldBe("30.00");
    }

    [Fact]
    public async Task weeks_are_not_closed_as_months()
    {
        hub.Organisation(o => o["cycles"] = new JsonArray(
            new JsonObject { ["code"] = "week", ["kind"] = "week", ["payDay"] = 5, ["first"] = "2026-09" }));
        hub.Delivered("C1,0007,2026-09-01,AM,,1");
        await hub.Import();

        var refusal = (await hub.TryClose("2026-09")).Refusal!;

        (refusal.Code, refusal.Fact("kind")).ShouldBe(("settlement.cycle_not_closed", "week"));
    }

    [Fact]
    public async Task a_folder_with_other_files_is_refused_before_anything_is_booked()
    {
        hub.Delivered("C1,0007,2026-09-01,AM,,1");
        await hub.Import();
        var place = Directory.CreateDirectory(Path.Combine(hub.Out, hub.Id, "2026-09")).FullName;
        await File.WriteAllTextAsync(Path.Combine(place, "letters.txt"), "mine");

        (await hub.TryClose("2026-09")).Refusal!.Code.ShouldBe("settlement.folder_holds_other_files");

        File.ReadAllText(Path.Combine(place, "letters.txt")).ShouldBe("mine");
        (await PeriodClose.Reopen(hub.Installation, hub.Id, "2026-09", "Jane", default)).Refusal!.Fact("state")
            .ShouldBe("open");
        File.Delete(Path.Combine(place, "letters.txt"));
        (await hub.TryClose("2026-09")).Value.State.ShouldBe("closed");
    }

    [Fact]
    public async Task reopening_waits_for_a_close_that_books_and_is_then_refused()
    {
        hub.Delivered("C1,0007,2026-09-01,AM,,1");
        await hub.Import();
        (await hub.TryClose("2026-09", approver: null)).Value.State.ShouldBe("calculated");
        Task<Outcome<Done>>? reopened = null;
        var interrupt = new At("booking", () =>
        {
            reopened = Task.Run(() => PeriodClose.Reopen(hub.Installation, hub.Id, "2026-09", "Jane", default));
            reopened.Wait(TimeSpan.FromMilliseconds(500));
        });

        var closed = await PeriodClose.Run(
            hub.Installation, new CloseRequest(hub.Id, "2026-09", "Jane", "Peter", null, hub.Out), hub.Clock, interrupt,
            default);

        closed.Value.State.ShouldBe("closed");
        var refusal = (await reopened!).Refusal!;
        (refusal.Code, refusal.Fact("state")).ShouldBe(("settlement.nothing_to_reopen", "closed"));
    }

    private sealed class At(string step, Action act) : IProgress<CloseProgress>
    {
        public void Report(CloseProgress value)
        {
            if (value.Step == step)
            {
                act();
            }
        }
    }
}
