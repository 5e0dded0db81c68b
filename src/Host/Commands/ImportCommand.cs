using System.CommandLine;
using System.Text.Json;
using Meent.Flows;
using Meent.Kernel;
using Meent.Platform;

namespace Meent.Host.Commands;

/// <summary>meent import PATH...</summary>
internal static class ImportCommand
{
    internal static Command Build()
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "Folder of an organisation, and further files for it.", Arity = ArgumentArity.OneOrMore,
        };
        var mapping = new Option<string?>("--mapping") { Description = "How foreign files are read (mapping.json)." };
        var unknown = new Option<bool>("--register-unknown")
        {
            Description = "A number that no register holds becomes a provisional member instead of a row kept aside.",
        };
        var (data, who, json) = (Shared.Data(), Shared.As(), Shared.Json());
        var command = new Command("import", "Takes records into the books.") { paths, mapping, unknown, data, who,
            json };
        command.SetAction((parsed, ct) => Shared.With(
            parsed.GetValue(data), parsed.GetValue(json),
            async (installation, token) =>
            {
                var request = new ImportRequest(
                    parsed.GetValue(paths)!, parsed.GetValue(mapping), parsed.GetValue(unknown), parsed.GetValue(who)!);
                var done = await Take(installation, request, token);
                return done.Then<Done>(organisations =>
                {
                    Show(organisations, parsed.GetValue(json));
                    return Done.It;
                });
            },
            ct));
        return command;
    }

    internal static Task<Outcome<IReadOnlyList<ImportedOrganisation>>> Take(
        Installation installation, ImportRequest request, CancellationToken ct) =>
        FolderImport.Run(installation, Modules.All, request, Shared.Say, new Bar(), ct);

    private static void Show(IReadOnlyList<ImportedOrganisation> organisations, bool json)
    {
        if (json)
        {
            Shared.Print(writer =>
            {
                writer.WriteStartArray("organisations");
                foreach (var o in organisations)
                {
                    writer.WriteStartObject();
                    writer.WriteString("organisation", o.Code);
                    foreach (var member in JsonSerializer.SerializeToElement(o.Account,
                        JsonSerializerOptions.Web).EnumerateObject())
                    {
                        member.WriteTo(writer);
                    }

                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            });
            return;
        }

        foreach (var o in organisations)
        {
            Console.Out.WriteLine(Shared.Words.Say("command.import.organisation", ("organisation", o.Code)));
            foreach (var f in o.Account.Files)
            {
                Console.Out.WriteLine(Shared.Words.Say(
                    "command.import.file", ("file", f.File), ("rows", $"{f.Rows}"), ("imported", $"{f.Imported}"),
                    ("unchanged", $"{f.Unchanged}"), ("quarantined", $"{f.Quarantined}"), ("ignored", $"{f.Ignored}"),
                    ("repaired", $"{f.Repaired}")));
                if (f.Refusal is { } refusal)
                {
                    Console.Out.WriteLine("    " + Shared.Say(refusal));
                }
            }

            foreach (var file in o.Account.LeftAlone)
            {
                Console.Out.WriteLine(Shared.Words.Say("command.import.left_alone", ("file", file)));
            }
        }
    }

    private sealed class Bar : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(Shared.Words.Say("command.import.reading",
            ("file", value)));
    }
}
