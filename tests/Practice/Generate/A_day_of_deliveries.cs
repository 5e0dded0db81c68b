using Dapper;
using Meent.Collection.Generate;
using Npgsql;

namespace Meent.Tests.Practice.Generate;

public sealed class A_day_of_deliveries
{
    [Fact]
    [Proves("AT-K1-1")]
    public async Task of_3333_members_sums_exactly_with_a_receipt_each_and_a_tank_that_ties()
    {
        await using var hub = await ClosedHub.From(new HubRequest
        {
            Members = 3_333, Days = 1, DeliveriesPerMemberDay = 1, Unit = "l", Id = "day",
            DailyTotalThousandths = 19_250_000, RejectedPerTenThousand = 0, SecondNumbersPerTenThousand = 0,
        });
        await using var connection = new NpgsqlConnection(hub.Owner);
        var events = (await connection.QueryAsync<(Guid Id, int Party, int Device, long Slip, long Quantity)>("""
            select event_id, party_id, device_id, slip_no, quantity from flows.event
            where action = 1 and accepted order by event_id
            """)).ToList();
        events.Count.ShouldBe(3_333);
        events.Sum(e => e.Quantity).ShouldBe(19_250_000);
        events.ShouldAllBe(e => e.Device > 0 && e.Slip > 0);
        events.Select(e => (e.Device, e.Party, e.Slip)).Distinct().Count().ShouldBe(3_333);
        hub.Closed.Figures.AcceptedQuantity!.Value.ShouldBe(19_250_000);

        var tank = hub.Rows("goods.csv").Single(g => g["item"] == "milk");
        decimal Of(string column) => decimal.Parse(tank[column], null);
        Of("accepted").ShouldBe(19_250.000m);
        Of("closing").ShouldBe(Of("opening") + Of("accepted") - Of("dispatched") - Of("loss"));
        Of("loss").ShouldBeGreaterThan(0);
        tank["difference"].ShouldBe("0");
        hub.EqualsTheReference();
    }
}
