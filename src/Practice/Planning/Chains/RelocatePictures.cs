using Meent.Planning.Explore;
using Meent.Planning.Report;
using Meent.Planning.Rules.Chains;

namespace Meent.Planning.Chains;

/// <summary>A map of who is where, and what each candidate would cost or save.</summary>
internal sealed class RelocatePictures(
    ExploreFolder folder, RelocateFolder read, IReadOnlyList<LayoutResult> results, LayoutResult? best)
{
    private const int MostBars = 20;

    public IEnumerable<Picture> All()
    {
        var speech = folder.Speech;
        var conclusion = new Sentence(
            "explore.relocate.map.conclusion", ("areas", Cell.Number(read.Case.Areas.Count)),
            ("sites", Cell.Number(read.Case.Sites.Count)), ("far", Cell.Number(read.Case.Far)));
        yield return new Picture(new("explore.relocate.map"), conclusion, Map().Svg(speech, speech.Say(conclusion)));
        var moves = results.Skip(1).Where(r => r.Cost.IsReached).OrderBy(r => r.Net.Base)
            .ThenBy(r => r.Layout.Name, StringComparer.Ordinal).Take(MostBars).ToList();
        var bars = new Sentence(
            "explore.relocate.bars.conclusion", ("cheaper", Cell.Number(moves.Count(m => m.Net.Base < 0))),
            ("all", Cell.Number(moves.Count)));
        var unit = $"{folder.Settings.Currency}/a";
        yield return new Picture(
            new("explore.relocate.bars", ("unit", unit)), bars,
            new BarChart
            {
                Bars = [.. moves.Select(m => new BarChart.Bar(m.Layout.Name, [m.Net.Base], m.Net))], Unit = unit,
            }.Svg(speech, speech.Say(bars)));
    }

    private MapPicture Map()
    {
        var sites = read.Case.Sites.Count;
        var moving = Enumerable.Range(0, sites).Select(i => read.Moves.Any(m => m.AreaOf[i] >= 0)).ToArray();
        var chosen = best?.Layout.AreaOf.Where(a => a >= 0).ToHashSet() ?? [];
        MapPicture.Place[] places =
        [
            .. read.Points.Select((p, i) => new MapPicture.Place(
                p.Name, p.Lat, p.Lon, i >= sites ? 2 : moving[i] ? 1 : 0, i >= sites && chosen.Contains(i - sites))),
        ];
        return new MapPicture
        {
            Places = places,
            Reaches = [.. chosen.Order().Select(a => new MapPicture.Reach(
                read.Points[sites + a].Lat, read.Points[sites + a].Lon, read.Case.Far))],
            Legend =
            [
                folder.Speech["explore.relocate.map.stays"], folder.Speech["explore.relocate.map.moves"],
                folder.Speech["explore.relocate.map.area"],
            ],
        };
    }
}
