using System.CommandLine;
using Meent.Agreements;
using Meent.Kernel;
using Meent.Settlement;

namespace Meent.Host.Commands;

/// <summary>meent terms check FILE, meent terms try FILE ORGANISATION.</summary>
internal static class TermsCommand
{
    private const int MostShown = 10;

    internal static Command Build() =>
        new("terms", "Looks at terms before they are adopted.") { Check(), Try() };

    private static Command Check()
    {
        var file = new Argument<FileInfo>("file") { Description = "Terms file." };
        var json = Shared.Json();
        var command = new Command("check", "Finds gaps, overlaps, unreachable bands and missing dates.") { file, json };
        command.SetAction(parsed =>
        {
            var info = parsed.GetValue(file)!;
            if (!info.Exists)
            {
                return Shared.Refuse(new Refusal("flows.no_such_path", ("path", info.FullName)), parsed.GetValue(json));
            }

            var terms = TermsFile.Parse(File.ReadAllText(info.FullName));
            return terms.Refused
                ? Shared.Refuse(terms.Refusal!, parsed.GetValue(json))
                : Show(TermsCheck.Findings(terms.Value, null, null), parsed.GetValue(json));
        });
        return command;
    }

    private static int Show(IReadOnlyList<Finding> findings, bool json)
    {
        if (json)
        {
            Shared.Print(writer =>
            {
                writer.WriteStartArray("findings");
                foreach (var finding in findings)
                {
                    writer.WriteStartObject();
                    writer.WriteString("severity", finding.Severity == Severity.Refuse ? "refuse" : "warn");
                    writer.WriteString("code", finding.What.Code);
                    writer.WriteString("message", Shared.Say(finding.What));
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            });
        }
        else
        {
            foreach (var finding in findings)
            {
                Console.Out.WriteLine(Shared.Say(finding.What));
            }

            Console.Out.WriteLine(Shared.Words.Say("command.terms.checked", ("findings", $"{findings.Count}")));
        }

        return findings.Any(f => f.Severity == Severity.Refuse) ? Shared.RefusedCode : Shared.Ok;
    }

    private static Command Try()
    {
        var file = new Argument<FileInfo>("file") { Description =
            "Proposed terms; the newest version in it is tried." };
        var organisation = new Argument<string>("organisation") { Description = "Code of the organisation." };
        var period = new Option<string>("--period") { Description = "Period to try it on.", Required = true };
        var (data, json) = (Shared.Data(), Shared.Json());
        var command = new Command("try",
            "Rates a period again with proposed terms: who gains, who loses. Nothing is booked.")
        {
            file, organisation, period, data, json,
        };
        command.SetAction((parsed, ct) => Shared.With(
            parsed.GetValue(data), parsed.GetValue(json),
            async (installation, token) =>
            {
                var info = parsed.GetValue(file)!;
                if (!info.Exists)
                {
                    return new Refusal("flows.no_such_path", ("path", info.FullName));
                }

                var tried = await TermsTrial.Run(
                    installation, parsed.GetValue(organisation)!, parsed.GetValue(period)!,
                    await File.ReadAllTextAsync(info.FullName, token), token);
                return tried.Then<Done>(t =>
                {
                    Show(t, parsed.GetValue(json));
                    return Done.It;
                });
            },
            ct));
        return command;
    }

    private static void Show(TriedTerms tried, bool json)
    {
        string Amount(long minor) => Decimals.Fixed(minor, tried.Currency.Decimals);
        var run = tried.Run;
        if (json)
        {
            Shared.Print(writer =>
            {
                writer.WriteString("period", tried.Period);
                writer.WriteString("currency", tried.Currency.Code);
                writer.WriteString("totalNow", Amount(run.TotalNow));
                writer.WriteString("totalTried", Amount(run.TotalTried));
                writer.WriteString("change", Amount(run.Change));
                writer.WriteNumber("gain", run.Gain);
                writer.WriteNumber("lose", run.Lose);
                writer.WriteNumber("same", run.Same);
                writer.WriteStartArray("changes");
                foreach (var change in run.Changes.Where(c => c.Change != 0))
                {
                    writer.WriteStartObject();
                    writer.WriteString("number", tried.Numbers[change.Party].Number);
                    writer.WriteString("now", Amount(change.Now));
                    writer.WriteString("tried", Amount(change.Tried));
                    writer.WriteString("change", Amount(change.Change));
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            });
            return;
        }

        Console.Out.WriteLine(Shared.Words.Say(
            "command.terms.tried", ("period", tried.Period), ("now", $"{tried.Currency.Code} {Amount(run.TotalNow)}"),
            ("tried", $"{tried.Currency.Code} {Amount(run.TotalTried)}"),
            ("change", $"{tried.Currency.Code} {Amount(run.Change)}"),
            ("gain", $"{run.Gain}"), ("lose", $"{run.Lose}"), ("same", $"{run.Same}")));
        foreach (var change in run.Changes.Where(c => c.Change != 0).Take(MostShown))
        {
            var (number, name) = tried.Numbers[change.Party];
            var amounts = $"{Amount(change.Now)} -> {Amount(change.Tried)} ({Amount(change.Change)})";
            Console.Out.WriteLine($"  {number} {name}: {amounts}");
        }
    }
}
