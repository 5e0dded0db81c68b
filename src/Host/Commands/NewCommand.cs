using System.CommandLine;
using Meent.Kernel;

namespace Meent.Host.Commands;

/// <summary>meent new organisation FOLDER.</summary>
internal static class NewCommand
{
    internal static Command Build()
    {
        var folder = new Argument<string>("folder") { Description = "A new or empty folder." };
        var id = Needed("--id", "Small letters, digits, hyphen; stands in file names.");
        var name = Needed("--name", "Name of the organisation.");
        var country = Needed("--country", "Two letters, such as KE.");
        var currency = Needed("--currency", "Three letters, such as KES.");
        var zone = Needed("--time-zone", "Such as Africa/Nairobi.");
        var language = new Option<string>("--language")
        {
            Description = "en, nl or sw.", DefaultValueFactory = _ => Shared.Words.Language,
        };
        var json = Shared.Json();
        var command = new Command("organisation", "The folder of an organisation without records yet.")
        {
            folder, id, name, country, currency, zone, language, json,
        };
        command.SetAction((parsed, _) => Shared.Guard(null, parsed.GetValue(json), () =>
        {
            var organisation = new NewOrganisation(
                parsed.GetValue(id)!, parsed.GetValue(name)!, parsed.GetValue(country)!, parsed.GetValue(currency)!,
                parsed.GetValue(zone)!, parsed.GetValue(language)!);
            return Task.FromResult(Run(organisation, parsed.GetValue(folder)!, parsed.GetValue(json)));
        }));
        return new Command("new", "Begins something.") { command };
    }

    private static Option<string> Needed(string name, string help) => new(name) { Description = help, Required = true };

    private static Outcome<Done> Run(NewOrganisation organisation, string folder, bool json)
    {
        var path = Path.GetFullPath(folder);
        var written = NewFolder.Write(organisation, path);
        if (written.Refused)
        {
            return written.Refusal!;
        }

        if (!json)
        {
            Console.Out.WriteLine(Shared.Words.Say(
                "command.new.done", ("folder", path), ("files", $"{written.Value.Count}")));
            return Done.It;
        }

        Shared.Print(writer =>
        {
            writer.WriteString("organisation", organisation.Id);
            writer.WriteString("folder", path);
            writer.WriteStartArray("files");
            foreach (var file in written.Value)
            {
                writer.WriteStringValue(file);
            }

            writer.WriteEndArray();
        });
        return Done.It;
    }
}
