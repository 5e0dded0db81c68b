using System.Text.Json.Nodes;
using Meent.Collection.Generate;
using Meent.Platform;
using Meent.Settlement;
using NodaTime;

namespace Meent.Bench;

/// <summary>Two organisations that share an agreement, closed by one call, against the same two without it, closed one
/// after the other.</summary>
internal static class Federation
{
    private const string One = "coop-one", Two = "coop-two", Month = "2026-10", Agreement = "tank-space";
    private const int Small = 1_000, Large = 7_000, Days = 30, DeliveriesOfDay = 2, PurchasesEach = 10;
    private const double Most = 1.1;

    public static async Task Measure(Bed bed, Table table, CancellationToken ct)
    {
        var (apart, together) = (new Times(), new Times());
        for (var run = 0; run <= Times.Runs; run++)
        {
            await Once(bed, shared: false, run == 0 ? new Times() : apart, ct);
            await Once(bed, shared: true, run == 0 ? new Times() : together, ct);
        }

        table.Plain($"close of {Small:n0} and {Large:n0} members, one after the other", apart, "1.0x");
        table.Ratio("close of both in one transaction, with an agreement", together, apart, Most, "1.1x");
    }

    private static async Task Once(Bed bed, bool shared, Times times, CancellationToken ct)
    {
        var folder = Made(bed, shared);
        await using var installation = await bed.With(shared ? "federation" : "apart", folder, ct);
        var files = bed.Out();
        CloseRequest Request(string code) =>
            new(code, Month, "Jane", "Peter", new LocalDate(2026, 11, 3), files);

        var closed = new List<ClosedPeriod>();
        await times.Of(async () =>
        {
            // As the command does it: who deals with whom is found out in both cases.
            foreach (var circle in await PeriodClose.Circles(installation, [One, Two], ct))
            {
                closed.AddRange(circle.Count > 1
                    ? (await PeriodClose.RunTogether(
                        installation, [.. circle.Select(Request)], SystemClock.Instance, null, ct)).Value
                    : [(await PeriodClose.Run(
                        installation, Request(circle[0]), SystemClock.Instance, null, ct)).Value]);
            }
        });
        if (closed.Count != 2 || closed.Any(c => c.State != "closed" || c.Exchanges.Count != (shared ? 1 : 0)))
        {
            throw new InvalidOperationException("not closed, or not with what was agreed");
        }
    }

    /// <summary>Both folders, generated once; with the agreement on tank space of demo/federation, or as it would be
    /// without one.</summary>
    private static string Made(Bed bed, bool shared)
    {
        var place = bed.Place(shared ? "federation" : "apart");
        if (!Directory.Exists(place))
        {
            Organisation(Path.Combine(place, One), One, Two, Small, shared);
            Organisation(Path.Combine(place, Two), Two, One, Large, shared);
        }

        return place;
    }

    private static void Organisation(string folder, string own, string other, int members, bool shared)
    {
        var request = new HubRequest
        {
            Id = own, Name = own, Members = members, First = new LocalDate(2026, 10, 1), Days = Days,
            DeliveriesPerMemberDay = DeliveriesOfDay, Purchases = members * PurchasesEach, Dormant = 0,
            RejectedPerTenThousand = 0,
        };
        _ = GenerateHub.Generate(request, folder, null).Value;
        var settings = Path.Combine(folder, "org.json");
        var json = JsonNode.Parse(File.ReadAllText(settings))!.AsObject();
        json["settledRoles"]!.AsArray().Add("sister");
        File.WriteAllText(settings, json.ToJsonString());
        Append(folder, "items.csv", ("item", "tank"), ("name", "Tank space"), ("unit", "l"), ("kind", "service"));
        Append(folder, "parties.csv", ("party", other), ("name", other), ("role", "sister"),
            ("kind", "organisation"));
        if (shared)
        {
            var demo = Path.Combine(Kinds.Demos, "federation", own);
            Lines(demo, folder, "agreements.csv", Agreement);
            Lines(demo, folder, "events.csv", "TS-");
            File.Copy(
                Path.Combine(demo, "terms", $"{Agreement}.json"), Path.Combine(folder, "terms", $"{Agreement}.json"));
        }
    }

    /// <summary>The header and the rows that begin so.</summary>
    private static void Lines(string from, string to, string file, string beginning)
    {
        var lines = File.ReadAllLines(Path.Combine(from, file));
        File.WriteAllLines(Path.Combine(to, file), lines.Take(1).Concat(lines.Skip(1).Where(l =>
            l.StartsWith(beginning, StringComparison.Ordinal))));
    }

    private static void Append(string folder, string file, params (string Column, string Value)[] cells)
    {
        var path = Path.Combine(folder, file);
        var header = File.ReadLines(path).First().Split(',');
        File.AppendAllText(path, string.Join(',', header.Select(h =>
            cells.FirstOrDefault(c => c.Column == h).Value ?? "")) + "\n");
    }
}
