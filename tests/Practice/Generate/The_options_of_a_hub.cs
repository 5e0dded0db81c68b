using Meent.Collection.Generate;
using NodaTime;

namespace Meent.Tests.Practice.Generate;

public sealed class The_options_of_a_hub
{
    [Fact]
    public void set_what_they_name()
    {
        var request = HubGenerator.Request(new Dictionary<string, string>
        {
            ["--size"] = "L", ["--members"] = "70", ["--dormant"] = "3", ["--seed"] = "9", ["--id"] = "west",
            ["--name"] = "West", ["--from"] = "2026-09-01", ["--days"] = "12", ["--per-day"] = "2", ["--unit"] = "l",
            ["--daily-total"] = "19250.000", ["--rejected"] = "1.25", ["--purchases"] = "80",
            ["--second-numbers"] = "4", ["--price"] = "45.123456", ["--currency"] = "EUR", ["--grades"] = "",
            ["--can-tests"] = "", ["--faults"] = "",
        }).Value;
        request.ShouldBe(new HubRequest
        {
            Members = 70, Dormant = 3, Seed = 9, Id = "west", Name = "West", First = new LocalDate(2026, 9, 1),
            Days = 12, DeliveriesPerMemberDay = 2, Unit = "l", DailyTotalThousandths = 19_250_000,
            RejectedPerTenThousand = 125, Purchases = 80, SecondNumbersPerTenThousand = 400,
            PriceMicros = 45_123_456, Currency = "EUR", Grades = true, CanTests = true, Faults = true,
        });
    }

    [Fact]
    public void may_all_be_left_out() =>
        HubGenerator.Request(new Dictionary<string, string>()).Value.ShouldBe(new HubRequest());

    [Fact]
    public void make_the_whole_month_of_the_first_day() => HubGenerator
        .Request(new Dictionary<string, string> { ["--from"] = "2026-02-01" }).Value.Days.ShouldBe(28);

    [Theory]
    [InlineData("--size", "XL")]
    [InlineData("--members", "many")]
    [InlineData("--members", "99999999999")]
    [InlineData("--from", "01-10-2026")]
    [InlineData("--daily-total", "1.2345")]
    public void that_cannot_be_read_are_refused(string option, string value)
    {
        var chosen = new Dictionary<string, string> { [option] = value };
        var refusal = new HubGenerator().Generate("/nowhere", chosen, null).Refusal!;
        (refusal.Code, refusal.Fact("option"), refusal.Fact("value"))
            .ShouldBe(("collection.generate_option", option, value));
    }

    [Fact]
    public void are_named_where_the_hub_cannot_be()
    {
        var chosen = new Dictionary<string, string> { ["--per-day"] = "3" };
        new HubGenerator().Generate("/nowhere", chosen, null).Refusal!.Fact("field").ShouldBe("--per-day");
    }
}
