using System.CommandLine;
using Meent.Kernel;
using Meent.Planning.Report;
using Meent.Platform;

namespace Meent.Planning.Explore;

/// <summary>meent explore VERB FOLDER: what could be, reckoned before anybody decides. It needs no books.</summary>
internal static class ExploreCommand
{
    private sealed record Options(
        Argument<string> Folder, Option<string?> Out, Option<bool> Json, Option<long?> Seed, Option<double?> Seconds,
        Option<long?> Iterations, Option<int> Threads, Option<string?> Happened,
        Option<string?> Closed);

    internal static Command Build(CommandRoom room)
    {
        var command = new Command("explore", "Reckons what could be, with ranges, before anybody decides.");
        foreach (var verb in Exploring.Verbs)
        {
            command.Subcommands.Add(OfVerb(verb, room));
        }

        return command;
    }

    private static Command OfVerb(IExploration verb, CommandRoom room)
    {
        var o = new Options(
            new("folder") { Description = "Folder with explore.json and the tables." },
            new("--out") { Description = "Where the files go; without it FOLDER/explore/VERB." },
            new("--json") { Description = "One JSON object on standard output and nothing else." },
            new("--seed") { Description = "Seed of a search; without it the one of explore.json." },
            new("--seconds") { Description = "Ends a search after so many seconds; the answer may then differ." },
            new("--iterations") { Description = "Length of a search: the same answer every time." },
            new("--threads") { Description = "Processors to use.", DefaultValueFactory = _ => 1 },
            new("--happened") { Description = "What happened since; without it happened.csv of the folder." },
            new("--closed") { Description = "Files of closed months: out/ORGANISATION of the data directory." });
        var command = new Command(verb.Verb, verb.Question)
        {
            o.Folder, o.Out, o.Json, o.Seed, o.Seconds, o.Iterations, o.Threads, o.Happened, o.Closed,
        };
        command.SetAction((parsed, ct) => room.Without(
            parsed.GetValue(o.Json),
            () => Task.FromResult(Run(verb, room, parsed, o, ct))));
        return command;
    }

    private static Outcome<Done> Run(
        IExploration verb, CommandRoom room, ParseResult parsed, Options o, CancellationToken ct)
    {
        var folder = parsed.GetValue(o.Folder)!;
        var options = new ExploreOptions(
            parsed.GetValue(o.Out), parsed.GetValue(o.Seed), parsed.GetValue(o.Seconds),
            parsed.GetValue(o.Iterations), parsed.GetValue(o.Threads), parsed.GetValue(o.Happened),
            parsed.GetValue(o.Closed));
        var progress = new ProgressLine(Console.Error, Speech.Of(room.Say("explore.language", [])));
        return Exploring.Run(verb, folder, options, progress, ct).Then<Done>(answer =>
        {
            var place = Exploring.Place(verb, folder, options);
            if (parsed.GetValue(o.Json))
            {
                room.Print(writer =>
                {
                    AnswerJson.Write(writer, answer);
                    writer.WriteString("written", place);
                });
            }
            else
            {
                var speech = answer.Folder.Speech;
                Console.Out.WriteLine(speech.Say(answer.Found.Verdict));
                foreach (var sentence in answer.Found.Why.Concat(answer.Found.Warnings))
                {
                    Console.Out.WriteLine($"  {speech.Say(sentence)}");
                }

                Console.Out.WriteLine(Path.Combine(place, "report.html"));
            }

            return Done.It;
        });
    }
}
