using System.CommandLine;
using System.Diagnostics;
using Meent.Flows;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using Meent.Settlement;
using NodaTime;

namespace Meent.Host.Commands;

/// <summary>meent close FOLDER.</summary>
internal static class CloseCommand
{
    /// <param name="Who">Who makes the draft; null: who made the one that stands, else the user of this
    /// computer.</param>
    internal sealed record Request(
        string Folder, string? Period, string? Out, string? Who, string? Approver, LocalDate? Today,
        bool RegisterUnknown);

    internal static Command Build()
    {
        var folder = new Argument<string>("folder") { Description = "Folder of one or more organisations." };
        var period = new Option<string?>("--period") { Description = "Period, such as 2026-10." };
        var output = new Option<string?>("--out") { Description = "Where the files go; without it DATA/out." };
        var approve = new Option<string?>("--approve-as")
        {
            Description = "Who signs it: another person. Without it the period stays a draft.",
        };
        var today = new Option<string?>("--today") { Description = "The day it is, for trials." };
        var unknown = new Option<bool>("--register-unknown") { Description = "See import." };
        var who = new Option<string?>("--as")
        {
            Description = "Who makes the draft; without it the user of this computer. Who signs a draft leaves it out.",
        };
        var (data, json) = (Shared.Data(), Shared.Json());
        var command = new Command("close", "Closes a period and writes what everyone gets.")
        {
            folder, period, output, approve, today, unknown, data, who, json,
        };
        command.SetAction((parsed, ct) => Shared.With(
            parsed.GetValue(data), parsed.GetValue(json),
            async (installation, token) =>
            {
                var day = parsed.GetValue(today);
                var chosen = default(LocalDate);
                if (day is not null && !Days.TryParse(day, out chosen))
                {
                    return new Refusal("import.not_a_date", ("value", day));
                }

                var request = new Request(
                    parsed.GetValue(folder)!, parsed.GetValue(period), parsed.GetValue(output), parsed.GetValue(who),
                    parsed.GetValue(approve), day is null ? null : chosen, parsed.GetValue(unknown));
                return await Run(installation, request, parsed.GetValue(json), token);
            },
            ct));
        return command;
    }

    private static async Task<Outcome<Done>> Run(
        Installation installation, Request request, bool json, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var closed = await All(installation, request, ct);
        if (closed.Refused)
        {
            return closed.Refusal!;
        }

        if (json)
        {
            Print(installation, closed.Value, watch.ElapsedMilliseconds);
        }
        else
        {
            foreach (var one in closed.Value)
            {
                Say(one);
            }
        }

        return Done.It;
    }

    /// <summary>Imports the folder and closes the period of each organisation in it.</summary>
    internal static async Task<Outcome<IReadOnlyList<ClosedPeriod>>> All(
        Installation installation, Request request, CancellationToken ct)
    {
        // Who signs a draft takes in no records in the name of its maker.
        var actor = request.Who ?? request.Approver ?? Environment.UserName;
        var import = new ImportRequest([request.Folder], null, request.RegisterUnknown, actor);
        var imported = await ImportCommand.Take(installation, import, ct);
        if (imported.Refused)
        {
            return imported.Refusal!;
        }

        if (imported.Value.SelectMany(o => o.Account.Files).FirstOrDefault(f => f.Refusal is not null) is { } bad)
        {
            return bad.Refusal!;
        }

        var results = new List<ClosedPeriod>();
        var codes = imported.Value.Select(o => o.Code).ToList();
        foreach (var circle in await PeriodClose.Circles(installation, codes, ct))
        {
            var closed = await Close(installation, request, circle, ct);
            if (closed.Refused)
            {
                return WithDone(closed.Refusal!, string.Join(", ", circle), results);
            }

            results.AddRange(closed.Value);
        }

        return results.OrderBy(r => r.Organisation, StringComparer.Ordinal).ToList();
    }

    /// <summary>Organisations that deal with each other close together or not at all; one by itself as ever.</summary>
    private static async Task<Outcome<IReadOnlyList<ClosedPeriod>>> Close(
        Installation installation, Request request, IReadOnlyList<string> circle, CancellationToken ct)
    {
        var requests = circle.Select(code => new CloseRequest(
            code, request.Period, request.Who ?? Environment.UserName, request.Approver, request.Today,
            request.Out ?? Path.Combine(installation.DataDirectory, "out"))).ToList();
        if (requests.Count > 1)
        {
            return await PeriodClose.RunTogether(installation, requests, SystemClock.Instance, new Bar(), ct);
        }

        var closed = await PeriodClose.Run(installation, requests[0], SystemClock.Instance, new Bar(), ct);
        return closed.Then<IReadOnlyList<ClosedPeriod>>(c => new[] { c });
    }

    /// <summary>What was refused, for whom, and which others were done before it.</summary>
    private static Refusal WithDone(Refusal refusal, string organisation, List<ClosedPeriod> done)
    {
        if (done.Count == 0)
        {
            return refusal;
        }

        var names = string.Join(", ", done.Select(d => $"{d.Organisation} {d.Period} {d.State}"));
        Console.Error.WriteLine(Shared.Words.Say("command.close.before", ("done", names), ("refused", organisation)));
        var who = refusal.Facts.Any(f => f.Name == "refusedFor")
            ? refusal.Facts
            : [.. refusal.Facts, ("refusedFor", organisation)];
        return new Refusal(refusal.Code, [.. who, ("done", names)]);
    }

    private static void Print(Installation installation, IReadOnlyList<ClosedPeriod> closed, long elapsed) =>
        Shared.Print(writer =>
        {
            if (closed.Count == 1)
            {
                Fields(writer, installation, closed[0]);
            }

            writer.WriteStartArray("organisations");
            foreach (var one in closed)
            {
                writer.WriteStartObject();
                Fields(writer, installation, one);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteNumber("elapsedMs", elapsed);
        });

    private static void Fields(System.Text.Json.Utf8JsonWriter writer, Installation installation, ClosedPeriod one)
    {
        FiguresJson.Write(writer, one.Organisation, one.Period, one.State, one.Currency, one.Figures);
        writer.WriteNumber("quarantined", KeptAside.Count(installation.DataDirectory, one.Organisation, one.Period));
        if (one.Exchanges.Count > 0)
        {
            Exchanged(writer, one);
        }

        writer.WriteString("outputHash", one.OutputHash);
        writer.WriteString("folder", one.Folder);
    }

    private static void Exchanged(System.Text.Json.Utf8JsonWriter writer, ClosedPeriod one)
    {
        writer.WriteStartArray("exchanges");
        foreach (var e in one.Exchanges)
        {
            writer.WriteStartObject();
            writer.WriteString("agreement", e.Agreement);
            writer.WriteString("with", e.With);
            writer.WriteString("month", e.Month);
            writer.WriteString("amount", Decimals.Fixed(e.Amount, one.Currency.Decimals));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Say(ClosedPeriod one)
    {
        var f = one.Figures;
        string Amount(long minor) => $"{one.Currency.Code} {Decimals.Grouped(minor, one.Currency.Decimals, ",", ".")}";
        Console.Out.WriteLine(Shared.Words.Say(
            one.State == "calculated" ? "command.close.draft" : "command.close.done",
            ("organisation", one.Organisation), ("period", one.Period), ("participants", $"{f.Participants}"),
            ("gross", Amount(f.Gross)), ("deductions", Amount(f.Deductions)), ("net", Amount(f.Net)),
            ("carried", Amount(f.CarriedForward)), ("toPay", Amount(f.ToPay)), ("payments", $"{f.Payments}"),
            ("exceptions", $"{f.Exceptions}"), ("index", Path.Combine(one.Folder, "index.html"))));
        foreach (var e in one.Exchanges)
        {
            Console.Out.WriteLine(Shared.Words.Say(
                "command.close.exchange", ("agreement", e.Agreement), ("other", e.With), ("month", e.Month),
                ("amount", Amount(e.Amount))));
        }
    }

    /// <summary>Progress on standard error: a bar where that is a terminal, a line for each step elsewhere.</summary>
    internal sealed class Bar : IProgress<CloseProgress>
    {
        private string step = "";

        public void Report(CloseProgress value)
        {
            lock (this)
            {
                if (Console.IsErrorRedirected)
                {
                    if (step != value.Step)
                    {
                        Console.Error.WriteLine(Shared.Words[$"command.close.{value.Step}"]);
                    }
                }
                else
                {
                    var done = value.Of == 0 ? ""
                        : $" [{new string('#', 30 * value.Done / value.Of).PadRight(30)}] {value.Done}/{value.Of}";
                    var end = value.Of > 0 && value.Done == value.Of ? "\n" : "";
                    Console.Error.Write($"\r{Shared.Words[$"command.close.{value.Step}"]}{done}\x1b[K{end}");
                }

                step = value.Step;
            }
        }
    }
}
