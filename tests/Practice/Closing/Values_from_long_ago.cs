namespace Meent.Tests.Closing;

/// <summary>How far back a close looks for what was published and observed.</summary>
public sealed class Values_from_long_ago : IAsyncLifetime
{
    private const string Header = "id,date,measure,value";
    private Hub hub = null!;

    public async ValueTask InitializeAsync()
    {
        hub = await Hub.New();
        hub.TermsWith("milk", """ "dairy": { "kind": "published", "measure": "dairy" } """,
            ("2020-01-01", [Clauses.Price("milk", "dairy")]));
    }

    public async ValueTask DisposeAsync() => await hub.DisposeAsync();

    [Fact]
    [Proves("AT-K7-1")]
    public async Task the_last_published_price_holds_however_old_it_is()
    {
        hub.Write("observations.csv", Header, "O1,2022-03-01,dairy,20.00", "O2,2023-05-01,dairy,31.50");
        hub.Delivered("C1,0007,2026-09-01,AM,,10");
        (await hub.Close("2026-09"))["0007", "gross"].ShouldBe("315.00");
        (await hub.Verify()).ShouldBeEmpty();
    }

    [Fact]
    [Proves("AT-K2-2")]
    public async Task a_price_that_comes_late_reaches_the_months_until_the_next()
    {
        hub.Organisation(o => o["cycles"]![0]!["first"] = "2024-01");
        hub.Write("observations.csv", Header, "O1,2023-01-01,dairy,30.00", "O3,2026-06-10,dairy,32.00");
        string[] cans = ["C1,0007,2024-01-05,AM,,10", "C2,0007,2026-05-05,AM,,10", "C3,0007,2026-07-05,AM,,10"];
        hub.Delivered(cans);
        foreach (var month in (string[])["2024-01", "2026-05", "2026-06", "2026-07"])
        {
            await hub.Close(month);
        }

        hub.Write("observations.csv", Header, "O1,2023-01-01,dairy,30.00", "O3,2026-06-10,dairy,32.00",
            "O2,2023-12-20,dairy,31.00");
        hub.Delivered([.. cans, "C4,0007,2026-08-05,AM,,1"]);
        (await hub.Close("2026-08"))["0007", "adjustments"].ShouldBe("20.00");
        (await hub.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_window_longer_than_a_close_reads_is_refused()
    {
        hub.TermsWith(
            "milk",
            """
            "cells": { "kind": "observed", "measure": "cells", "take": "mean", "months": 36, "decimals": 0,
                       "rounding": "halfUp", "missing": "0" }
            """,
            ("2020-01-01", [Clauses.Price("milk", "30.00"), $$"""
            { "kind": "step", "code": "cells", "line": "price", "items": ["milk"], "fact": "cells",
              "bands": [{ "upTo": "300", "value": "2.00" }, { "above": "300", "value": "-1.00" }], {{Clauses.ByLine}} }
            """]));
        hub.Delivered("C1,0007,2026-09-01,AM,,10");

        var refusal = (await hub.TryImport()).Refusal!;

        (refusal.Code, refusal.Fact("in")).ShouldBe(("agreements.out_of_range", "cells"));
    }
}
