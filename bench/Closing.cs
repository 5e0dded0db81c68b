using Meent.Platform;
using Meent.Settlement;
using Meent.Settlement.ClosePeriod;
using Meent.Settlement.Files;
using NodaTime;
using Organisation = Meent.Parties.Organisation;

namespace Meent.Bench;

/// <summary>A whole close with every file, then the books verified and the month rated again; and the files by
/// kind.</summary>
internal static class Closing
{
    public static async Task Measure(Bed bed, Table table, CancellationToken ct)
    {
        var (close, steps) = (new Times(), new Steps());
        Times? bound = null;
        for (var run = 0; run <= Times.Runs; run++)
        {
            await using var installation = await bed.WithRecords(ct);
            bound = await Settling.Bound(bed, ct);
            var (times, marks) = run == 0 ? (new Times(), new Steps()) : (close, steps);
            await times.Of(() => Once(installation, bed, marks, ct));
            if (run == Times.Runs)
            {
                await Files(installation, table, ct);
            }
        }

        table.Plain("SQL: net for each member, serial, warm", bound!, "1.0x");
        table.Ratio("close: settle, every file, verify, rate again", close, bound!, 20, "20x, stretch 12x");
        table.Show(steps);
    }

    private static async Task Once(Installation installation, Bed bed, Steps steps, CancellationToken ct)
    {
        steps.Begin();
        var progress = new Marks(steps);
        var request = new CloseRequest(Bed.Code, Bed.Month, "Jane", "Peter", new LocalDate(2026, 10, 3), bed.Out());
        _ = (await PeriodClose.Run(installation, request, SystemClock.Instance, progress, ct)).Value;
        steps.Mark("writing");
        var offences = (await Verification.Run(installation, Bed.Code, null, ct)).Value;
        steps.Mark("verify and rate again");
        if (offences.Count > 0)
        {
            throw new InvalidOperationException(offences[0].ToString());
        }
    }

    private static async Task Files(Installation installation, Table table, CancellationToken ct)
    {
        var orgId = (await Organisation.Number(installation, Bed.Code, ct))!.Value;
        await using var work = await installation.Begin(orgId, "Peter", "close", ct);
        var calendar = await Parties.Calendar.Load(work, (await Organisation.Load(work, Bed.Code,
            ct)).Value.Settings, ct);
        var book = await BookStore.Load(work, calendar.Find(Bed.Month)!.Id, ct);
        var view = new BookView(book);
        var sms = TableFiles.All.First(f => f.Path == "sms.csv").Write;
        using var text = new Utf8Text();
        var page = new StatementPage(view, text);
        await PerSecond(table, "statements in HTML, one thread, without disk", book.Statements.Count, () =>
        {
            foreach (var statement in view.Statements)
            {
                page.Write(statement);
            }
        });
        await PerSecond(table, "messages (SMS)", book.Statements.Count, () =>
        {
            text.Clear();
            sms(text, view);
        });
    }

    private static async Task PerSecond(Table table, string what, int count, Action run)
    {
        var times = new Times();
        run();
        for (var i = 0; i < Times.Runs; i++)
        {
            await times.Of(() =>
            {
                run();
                return Task.CompletedTask;
            });
        }

        table.Plain(what, times, $"{count / times.Median:n0}/s");
    }

    /// <summary>The close says when a step begins: that is when the one before it ended.</summary>
    private sealed class Marks(Steps steps) : IProgress<CloseProgress>
    {
        private string step = "begin";

        public void Report(CloseProgress value)
        {
            lock (steps)
            {
                if (value.Step != step)
                {
                    steps.Mark(step);
                    step = value.Step;
                }
            }
        }
    }
}
