using Meent.Kernel;
using Meent.Planning.Explore;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Location;

namespace Meent.Planning.Places;

/// <summary>Where would collection points, chilling centres or depots best be, against staying as it is?</summary>
internal sealed class PlacesExploration : IExploration
{
    /// <summary>Length of one search where nothing else was asked.</summary>
    private const long Usual = 20_000;

    /// <summary>Numbers of points that coverage is told for.</summary>
    private const int MostPoints = 8;

    /// <summary>Searches that share the seconds asked for.</summary>
    private const int Searches = 9 + MostPoints;

    public string Verb => "places";

    public string Question => "Where would collection points best be, in which size, and who gains or loses by it?";

    public Outcome<Explored> Explore(
        ExploreFolder folder, ExploreOptions options, IProgress<Stage> progress, CancellationToken ct)
    {
        var read = PlacesFolder.Read(folder);
        if (folder.Refused is { } no)
        {
            return no;
        }

        if (read.Case.Members.Count == 0)
        {
            return new Explored(Standing.Unknown, new Sentence("explore.places.no_members"));
        }

        var (seed, done) = (folder.Seed(options), 0);
        var each = options.Seconds is { } s ? options with { Seconds = s / Searches } : options;
        Spent Next()
        {
            ct.ThrowIfCancellationRequested();
            progress.Report(new Stage(new Sentence("explore.places.searching"), (double)done++ / Searches));
            return each.Search(Usual);
        }

        return ComparePlaces.Run(read.Case, null, seed, Next)
            .Then(all => Cover(read, seed, Next)
            .Then(cover => SiteCapacity.Outlook(read.Parts, read.PartDemand)
            .Then<Explored>(plots => Tell(folder, read, all, cover, plots))));
    }

    private static Outcome<Covered> Cover(PlacesFolder read, ulong seed, Func<Spent> next)
    {
        if (read.Reach == 0)
        {
            return new Covered(null, 0, []);
        }

        var asked = read.Case;
        var customers = asked.Members.Select(m => new Customer(m.Name, m.Litres)).ToList();
        var sites = asked.Candidates.Select(c => new Site(c.Name, [new SiteSize("", 0, SiteSize.Unlimited)],
            Forbidden: c.Forbidden && c.TodaySize < 0)).ToList();
        var most = Math.Min(MostPoints, sites.Count(s => !s.Forbidden));
        var today = Enumerable.Range(0, sites.Count).Where(j => asked.Candidates[j].TodaySize >= 0).ToList();
        var within = Enumerable.Range(0, customers.Count)
            .Where(i => today.Any(j => asked.KmOf(i, j) <= read.Reach)).ToList();
        return Coverage.Reach(customers, sites, asked.Km, read.Reach, [.. Enumerable.Range(1, most)], seed, next)
            .Then<Covered>(report => new Covered(report, today.Count, within));
    }

    private static Explored Tell(ExploreFolder folder, PlacesFolder read, PlaceComparison all, Covered cover,
        IReadOnlyList<CapacityOutlook> plots)
    {
        var choice = PlacesChoice.Of(read, all);
        var tables = new PlacesTables(folder, read, all, choice);
        return new Explored(choice.Standing, tables.Verdict())
        {
            Why = tables.Why(),
            Tables = [.. tables.All(), .. new CoverageTables(folder, read, cover, plots).All()],
            Pictures = [.. new PlacesPictures(folder, read, all, choice).All()],
            Forecast = tables.Forecast(),
            Method =
            [
                new("explore.places.method"), new("explore.places.method.bound"), new("explore.places.method.stay"),
                new("explore.places.method.range"),
            ],
            Bounds = tables.Bounds(),
            Warnings = tables.Warnings(),
        };
    }
}

/// <summary>Coverage of the candidates, and of today's sites.</summary>
/// <param name="Within">Members within reach of a site of today.</param>
internal sealed record Covered(CoverageReport? Report, int Today, IReadOnlyList<int> Within);
