using System.CommandLine;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using Meent.Settlement;

namespace Meent.Host.Commands;

/// <summary>meent verify [ORGANISATION].</summary>
internal static class VerifyCommand
{
    internal static Command Build()
    {
        var organisation = new Argument<string?>("organisation")
        {
            Description = "Code of an organisation; without it all.", Arity = ArgumentArity.ZeroOrOne,
        };
        var (data, json) = (Shared.Data(), Shared.Json());
        var command = new Command("verify", "Asks the books whether everything is as it must be.")
        {
            organisation, data, json,
        };
        var found = 0;
        command.SetAction(async (parsed, ct) =>
        {
            var code = await Shared.With(parsed.GetValue(data), parsed.GetValue(json), async (installation, token) =>
            {
                var result = await Run(installation, parsed.GetValue(organisation), parsed.GetValue(json), token);
                return result.Then<Done>(n =>
                {
                    found = n;
                    return Done.It;
                });
            }, ct);
            return code == Shared.Ok && found > 0 ? Shared.Broken : code;
        });
        return command;
    }

    private static async Task<Outcome<int>> Run(
        Installation installation, string? only, bool json, CancellationToken ct)
    {
        var organisations = only is null ? await Organisation.All(installation, ct) : [only];
        var offences = new List<(string Organisation, Offence Offence)>();
        foreach (var organisation in organisations)
        {
            var result = await Verification.Run(installation, organisation, new Progress(), ct);
            if (result.Refused)
            {
                return result.Refusal!;
            }

            offences.AddRange(result.Value.Select(o => (organisation, o)));
        }

        if (json)
        {
            Print(organisations, offences);
            return offences.Count;
        }

        foreach (var (organisation, o) in offences)
        {
            Console.Out.WriteLine($"{organisation} {o.Check} {o.Period} {o.Subject}: {o.What}");
        }

        Console.Out.WriteLine(Shared.Words.Say(
            offences.Count == 0 ? "command.verify.good" : "command.verify.bad",
            ("organisations", $"{organisations.Count}"), ("offences", $"{offences.Count}")));
        return offences.Count;
    }

    private static void Print(
        IReadOnlyList<string> organisations, List<(string Organisation, Offence Offence)> offences) =>
        Shared.Print(writer =>
        {
            writer.WriteNumber("organisations", organisations.Count);
            writer.WriteStartArray("offences");
            foreach (var (organisation, o) in offences)
            {
                writer.WriteStartObject();
                writer.WriteString("organisation", organisation);
                writer.WriteString("check", o.Check);
                writer.WriteString("period", o.Period);
                writer.WriteString("subject", o.Subject);
                writer.WriteString("what", o.What);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });

    private sealed class Progress : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(value.Replace('_', ' '));
    }
}
