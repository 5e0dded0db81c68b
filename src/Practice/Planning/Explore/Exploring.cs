using Meent.Kernel;
using Meent.Planning.Chains;
using Meent.Planning.Judging;
using Meent.Planning.Regions;
using Meent.Planning.Places;
using Meent.Planning.Report;
using Meent.Planning.Routing;
using Meent.Planning.Tanks;
using Meent.Planning.Residues;
using Meent.Platform;

namespace Meent.Planning.Explore;

/// <summary>Reads the folder, lets a verb explore it, and writes what it found.</summary>
internal static class Exploring
{
    private const int MostThreads = 256;

    /// <summary>Every verb. A new one is a class and a line here.</summary>
    public static IReadOnlyList<IExploration> Verbs { get; } =
    [
        new MatchExploration(),
        new NodeExploration(),
        new RelocateExploration(),
        new PlacesExploration(),
        new RoutesExploration(),
        new TankExploration(),
        new CriteriaExploration(),
        new RegionExploration(),
    ];

    private static string Program { get; } = typeof(Exploring).Assembly.GetName().Version!.ToString(3);

    /// <summary>Without writing anything.</summary>
    public static Outcome<Answer> Find(
        IExploration verb, string path, ExploreOptions options, IProgress<Stage> progress, CancellationToken ct)
    {
        if (Unfit(options) is { } unfit)
        {
            return unfit;
        }

        return ExploreFolder.Open(path).Then(f => f.With(options.Closed)).Then<Answer>(folder =>
        {
            var found = verb.Explore(folder, options, progress, ct);
            if ((folder.Refused ?? found.Refusal) is { } no)
            {
                return no;
            }

            var seed = folder.Seed(options);
            var hash = ForecastFile.HashOf(
                verb.Verb, Program, seed, options.Iterations, options.Seconds, folder.Inputs);
            var warnings = folder.Unasked.Select(n => new Sentence("explore.warning.unasked", ("name", n)));
            return new Answer(
                verb.Verb, folder, found.Value with { Warnings = [.. found.Value.Warnings, .. warnings] }, seed,
                options.Iterations, Program, hash) { Seconds = options.Seconds };
        });
    }

    /// <summary>Where the files of a verb go.</summary>
    public static string Place(IExploration verb, string path, ExploreOptions options) =>
        Path.GetFullPath(options.Out ?? Path.Combine(path, "explore", verb.Verb));

    /// <summary>Finds, compares with what happened, and writes report.html, answer.json and forecast.json.</summary>
    public static Outcome<Answer> Run(
        IExploration verb, string path, ExploreOptions options, IProgress<Stage> progress, CancellationToken ct)
    {
        var place = Place(verb, path, options);
        try
        {
            return Find(verb, path, options, progress, ct)
                .Then(answer => Compare(answer, place, path, options))
                .Then<Answer>(answer =>
                {
                    Write(answer, place);
                    return answer;
                });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && Refusals.DiskFullFrom(e) is null)
        {
            return new Refusal("planning.file_not_reached", ("why", Trouble.Short(e.Message)));
        }
    }

    private static Refusal? Unfit(ExploreOptions options) =>
        options.Seed is < 0 ? ExploreSettings.Wrong("--seed", $"{options.Seed}")
        : options.Seconds is { } s && !(s is > 0 and <= 86_400) ? ExploreSettings.Wrong("--seconds", $"{s}")
        : options.Iterations is < 1 ? ExploreSettings.Wrong("--iterations", $"{options.Iterations}")
        : options.Threads is < 1 or > MostThreads ? ExploreSettings.Wrong("--threads", $"{options.Threads}")
        : null;

    private static Outcome<Answer> Compare(Answer answer, string place, string path, ExploreOptions options)
    {
        var file = options.Happened ?? Path.Combine(path, Happening.File);
        var written = File.Exists(file);
        if (!written && options.Happened is not null)
        {
            return new Refusal("planning.file_missing", ("file", options.Happened));
        }

        if (!written && answer.Found.Happened.Count == 0)
        {
            return answer;
        }

        return ForecastFile.ReadAll(place).Then<Answer>(stored =>
        {
            var now = new Forecast(answer.Hash, answer.Folder.Settings.Day.Iso(), answer.Found.Forecast);
            var forecasts = stored.Any(f => f.Hash == now.Hash) ? stored : [.. stored, now];
            var trouble = new Trouble();
            var known = Happening.Compare(answer.Found.Happened, forecasts).Where(c => c.Expected is not null);
            var compared = written ? Happening.Read(file, forecasts, trouble) : [];
            return trouble.First is { } no ? no : answer with { Happened = [.. known, .. compared] };
        });
    }

    private static void Write(Answer answer, string place)
    {
        Directory.CreateDirectory(place);
        var forecast = ForecastFile.Write(answer);
        ForecastFile.Keep(place, forecast);
        Put(place, ForecastFile.Name, forecast);
        Put(place, "answer.json", ForecastFile.Json(writer => AnswerJson.Write(writer, answer)));
        Put(place, "report.html", System.Text.Encoding.UTF8.GetBytes(ReportPage.Html(answer)));
    }

    /// <summary>Beside its place first: who reads it meanwhile sees the old file or the new one.</summary>
    private static void Put(string place, string name, byte[] content)
    {
        var fresh = Path.Combine(place, name + ".new");
        File.WriteAllBytes(fresh, content);
        File.Move(fresh, Path.Combine(place, name), overwrite: true);
    }
}
