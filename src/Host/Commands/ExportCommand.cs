using System.CommandLine;
using Meent.Kernel;
using Meent.Platform;
using Meent.Settlement;

namespace Meent.Host.Commands;

/// <summary>meent export valueflows FOLDER.</summary>
internal static class ExportCommand
{
    internal static Command Build()
    {
        var command = new Command("export", "Writes what stands in the books for other programs.");
        command.Subcommands.Add(Valueflows());
        return command;
    }

    private static Command Valueflows()
    {
        var folder = new Argument<string>("folder") { Description = "Folder of an organisation, taken in before." };
        var period = new Option<string?>("--period")
        {
            Description = "Period, such as 2026-10; without it the one closed last.",
        };
        var output = new Option<string?>("--out") { Description = "The file; without it one in DATA/export." };
        var names = new Option<bool>("--names") { Description = "Name persons; without it they have numbers only." };
        var (data, json) = (Shared.Data(), Shared.Json());
        var command = new Command("valueflows", "A period in the words of the Valueflows ontology, as JSON-LD.")
        {
            folder, period, output, names, data, json,
        };
        command.SetAction((parsed, ct) => Shared.With(
            parsed.GetValue(data), parsed.GetValue(json),
            async (installation, token) =>
            {
                var organisation = Shared.OrganisationIn(parsed.GetValue(folder)!);
                if (organisation.Refused)
                {
                    return organisation.Refusal!;
                }

                var request = new ValueflowsRequest(
                    organisation.Value, parsed.GetValue(period), parsed.GetValue(output), parsed.GetValue(names));
                return await Run(installation, request, parsed.GetValue(json), token);
            },
            ct));
        return command;
    }

    private static async Task<Outcome<Done>> Run(
        Installation installation, ValueflowsRequest request, bool json, CancellationToken ct)
    {
        var written = await ValueflowsExport.Run(installation, request, ct);
        if (written.Refused)
        {
            return written.Refusal!;
        }

        var e = written.Value;
        if (json)
        {
            Print(e);
        }
        else
        {
            Console.Out.WriteLine(Shared.Words.Say(
                "command.export.valueflows", ("organisation", e.Organisation), ("period", e.Period),
                ("agents", $"{e.Agents}"), ("commitments", $"{e.Commitments}"), ("events", $"{e.Events}"),
                ("claims", $"{e.Claims}"), ("file", e.File)));
        }

        return Done.It;
    }

    private static void Print(ExportedValueflows e) => Shared.Print(writer =>
    {
        writer.WriteString("organisation", e.Organisation);
        writer.WriteString("period", e.Period);
        writer.WriteString("file", e.File);
        writer.WriteNumber("agents", e.Agents);
        writer.WriteNumber("commitments", e.Commitments);
        writer.WriteNumber("events", e.Events);
        writer.WriteNumber("corrected", e.Corrected);
        writer.WriteNumber("claims", e.Claims);
    });
}
