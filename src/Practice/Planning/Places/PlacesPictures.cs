using Meent.Planning.Explore;
using Meent.Planning.Report;
using Meent.Planning.Rules.Location;

namespace Meent.Planning.Places;

/// <summary>The map of the cheapest row, and what each row costs.</summary>
internal sealed class PlacesPictures(ExploreFolder folder, PlacesFolder read, PlaceComparison all, PlacesChoice choice)
{
    private const int Members = 0, Kept = 1, Opened = 2, Closed = 3;

    public IEnumerable<Picture> All()
    {
        yield return Bars();
        if (read.HasMap && choice.Cheapest is { } cheapest)
        {
            yield return Map(cheapest);
        }
    }

    private Picture Bars()
    {
        var speech = folder.Speech;
        var unit = $"{folder.Settings.Currency}/a";
        var bars = all.Plans.Select(p => new BarChart.Bar(
            speech.Say(PlacesTables.NameOf(p)), [p.Cost.Fixed, p.Cost.Running, p.Cost.Transport], p.Cost.Total));
        var conclusion = new Sentence("explore.places.bars.conclusion", ("rows", Cell.Number(all.Plans.Count)));
        return new Picture(
            new("explore.places.bars", ("unit", unit)), conclusion,
            new BarChart
            {
                Bars = [.. bars],
                Series =
                [
                    speech["explore.places.fixed"], speech["explore.places.running"], speech["explore.places.way"],
                ],
                Unit = unit,
            }.Svg(speech, speech.Say(conclusion)));
    }

    private Picture Map(PlacePlan plan)
    {
        var speech = folder.Speech;
        var places = read.Members.Select((p, i) => new MapPicture.Place(
            read.Case.Members[i].Name, p.Lat!.Value, p.Lon!.Value, Members)).ToList();
        places.AddRange(plan.Sites.Select(s => new MapPicture.Place(
            read.Case.Candidates[s.Candidate].Name, read.Sites[s.Candidate].Lat!.Value,
            read.Sites[s.Candidate].Lon!.Value, s.Size < 0 ? Closed : s.Was < 0 ? Opened : Kept, true)));
        var conclusion = new Sentence("explore.places.map.conclusion",
            ("sites", Cell.Number(plan.Sites.Count(s => s.Size >= 0))),
            ("members", Cell.Number(read.Case.Members.Count)));
        return new Picture(new("explore.places.map"), conclusion, new MapPicture
        {
            Places = places,
            Routes = [.. plan.Members.SelectMany(m => m.Goes.Select(g => new MapPicture.Route(
                [At(read.Members[m.Member]), At(read.Sites[g.Site])], Members)))],
            Reaches = [.. plan.Sites.Where(s => s.Size >= 0 && read.Reach > 0).Select(s => new MapPicture.Reach(
                read.Sites[s.Candidate].Lat!.Value, read.Sites[s.Candidate].Lon!.Value,
                read.Reach / read.Detour.Base))],
            Legend =
            [
                speech["explore.places.members"], speech["explore.places.state.kept"],
                speech["explore.places.state.opened"], speech["explore.places.state.closed"],
            ],
        }.Svg(speech, speech.Say(conclusion)));
    }

    private static (double Lat, double Lon) At(Position p) => (p.Lat!.Value, p.Lon!.Value);
}
