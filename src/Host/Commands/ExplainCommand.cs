using System.CommandLine;
using System.Text.Json;
using Meent.Kernel;
using Meent.Settlement;

namespace Meent.Host.Commands;

/// <summary>meent explain ORGANISATION NUMBER --period PERIOD.</summary>
internal static class ExplainCommand
{
    internal static Command Build()
    {
        var organisation = new Argument<string>("organisation") { Description = "Code of the organisation." };
        var number = new Argument<string>("number") { Description = "Number of the member." };
        var period = new Option<string>("--period") { Description = "Period, such as 2026-10.", Required = true };
        var (data, json) = (Shared.Data(), Shared.Json());
        var command = new Command("explain",
            "Opens a statement: every record, what each clause made of it, and whether it adds up.")
        {
            organisation, number, period, data, json,
        };
        command.SetAction((parsed, ct) => Shared.With(
            parsed.GetValue(data), parsed.GetValue(json),
            async (installation, token) =>
            {
                var explained = await Explanation.Of(
                    installation, parsed.GetValue(organisation)!, parsed.GetValue(number)!, parsed.GetValue(period)!,
                        token);
                return explained.Then<Done>(e =>
                {
                    if (parsed.GetValue(json))
                    {
                        Print(e);
                    }
                    else
                    {
                        Say(e);
                    }

                    return Done.It;
                });
            },
            ct));
        return command;
    }

    private static void Say(Explanation e)
    {
        string Amount(long minor) => Decimals.Fixed(minor, e.Currency.Decimals);
        Console.Out.WriteLine($"{e.Organisation} {e.Period} {e.Number} {e.Name} ({e.Currency.Code})");
        foreach (var r in e.Events)
        {
            var mark = r.Accepted ? "" : " x";
            var moved = $"{Decimals.Trimmed(r.Quantity, 3)} {r.Unit}{mark}";
            Console.Out.WriteLine($"{r.Day.Iso()} {r.Item} {moved} {r.Reference}".TrimEnd());
            foreach (var part in r.Parts)
            {
                Console.Out.WriteLine($"    {r.Terms} {r.Version} {part.Clause}: {part.Exact}");
            }
        }

        foreach (var line in e.Lines)
        {
            Console.Out.WriteLine(Shared.Words.Say(
                "command.explain.line", ("terms", line.Terms), ("version", $"{line.Version}"), ("hash",
                    line.TermsHash[..16]),
                ("clause", line.Clause), ("rated", Amount(line.Rated)), ("claimed", Amount(line.Claimed)),
                ("rounding", $"{line.Mode} {line.Each}")));
        }

        Console.Out.WriteLine(Shared.Words[e.AddsUp ? "command.explain.adds_up" : "command.explain.differs"]);
    }

    private static void Print(Explanation e) => Shared.Print(writer =>
    {
        string Amount(long minor) => Decimals.Fixed(minor, e.Currency.Decimals);
        writer.WriteString("organisation", e.Organisation);
        writer.WriteString("period", e.Period);
        writer.WriteString("number", e.Number);
        writer.WriteString("currency", e.Currency.Code);
        writer.WriteBoolean("addsUp", e.AddsUp);
        writer.WriteStartArray("lines");
        foreach (var line in e.Lines)
        {
            writer.WriteStartObject();
            writer.WriteString("terms", line.Terms);
            writer.WriteNumber("version", line.Version);
            writer.WriteString("termsHash", line.TermsHash);
            writer.WriteString("clause", line.Clause);
            writer.WriteString("rated", Amount(line.Rated));
            writer.WriteString("claimed", Amount(line.Claimed));
            writer.WriteString("rounding", $"{line.Mode}");
            writer.WriteString("each", $"{line.Each}");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("records");
        foreach (var r in e.Events)
        {
            Record(writer, r);
        }

        writer.WriteEndArray();
    });

    private static void Record(Utf8JsonWriter writer, ExplainedEvent r)
    {
        writer.WriteStartObject();
        writer.WriteString("id", r.Id.ToString());
        writer.WriteString("date", r.Day.Iso());
        writer.WriteString("item", r.Item);
        writer.WriteString("quantity", Decimals.Trimmed(r.Quantity, 3));
        writer.WriteString("unit", r.Unit);
        writer.WriteBoolean("accepted", r.Accepted);
        writer.WriteString("reference", r.Reference);
        writer.WriteStartArray("parts");
        foreach (var part in r.Parts)
        {
            writer.WriteStartObject();
            writer.WriteString("clause", part.Clause);
            writer.WriteString("exact", part.Exact);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
