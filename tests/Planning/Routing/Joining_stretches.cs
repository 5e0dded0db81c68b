using Meent.Planning.Rules;
using Meent.Planning.Rules.Routing;

namespace Meent.Tests.Planning.Routing;

public class Joining_stretches
{
    [Fact]
    public void A_joined_stretch_is_as_driving_it_through_from_every_moment()
    {
        var dice = new Dice(5);
        for (var trial = 0; trial < 2000; trial++)
        {
            var stops = Enumerable.Range(0, 2 + dice.Below(4)).Select(_ =>
            {
                var from = dice.Below(60);
                return (Service: dice.Below(8), From: from, Until: from + dice.Below(40), Travel: dice.Below(15));
            }).ToList();
            var good = true;
            var joined = new Segment(stops[0].Service, stops[0].From, stops[0].Until);
            foreach (var s in stops.Skip(1))
            {
                good = good && Segment.Join(joined, new Segment(s.Service, s.From, s.Until), s.Travel, out joined);
            }

            var drives = Enumerable.Range(0, 120).Select(b => (Begin: b, End: Drive(stops, b)))
                .Where(d => d.End is not null).ToList();
            good.ShouldBe(drives.Count > 0);
            if (good)
            {
                joined.Duration.ShouldBe(drives.Min(d => d.End!.Value - d.Begin));
                joined.Latest.ShouldBe(drives.Max(d => d.Begin));
                drives.Where(d => d.Begin >= joined.Earliest).ShouldAllBe(d => d.End - d.Begin == joined.Duration);
            }
        }
    }

    private static int? Drive(List<(int Service, int From, int Until, int Travel)> stops, int begin)
    {
        var at = begin;
        for (var i = 0; i < stops.Count; i++)
        {
            at += i == 0 ? 0 : stops[i].Travel;
            if (at > stops[i].Until)
            {
                return null;
            }

            at = Math.Max(at, stops[i].From) + stops[i].Service;
        }

        return at;
    }
}
