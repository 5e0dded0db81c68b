namespace Meent.Tests.Season;

public sealed class Same_input_same_bytes
{
    [Fact]
    public async Task In_two_data_directories_two_time_zones_and_two_languages()
    {
        await using var one = (await Books.New(Hub.Example())).In("TZ", "Pacific/Kiritimati").In("LANG", "nl_NL.UTF-8");
        await using var other = (await Books.New(Hub.Example())).In("TZ", "America/Los_Angeles").In("LANG",
            "sw_KE.UTF-8")
            .In("LC_ALL", "tr_TR.UTF-8");

        var first = (await one.Close()).ShouldBeDone();
        var second = (await other.Close()).ShouldBeDone();
        var again = (await other.Close()).ShouldBeDone();

        first["outputHash"].Length.ShouldBe(64);
        second["outputHash"].ShouldBe(first["outputHash"]);
        again["outputHash"].ShouldBe(first["outputHash"]);
        (await other.Holdings()).ShouldBe(await one.Holdings());
    }

    [Fact]
    public async Task Whatever_the_order_of_the_rows_was()
    {
        await using var one = await Books.New(Hub.Example());
        var shuffled = Hub.Example();
        foreach (var name in (string[])["deliveries.csv", "purchases.csv", "stock.csv"])
        {
            var lines = File.ReadAllLines(shuffled.At(name));
            shuffled.Write(name, string.Join('\n', [lines[0], .. lines.Skip(1).Reverse()]) + "\n");
        }

        await using var other = await Books.New(shuffled);

        (await other.Close()).ShouldBeDone()["outputHash"].ShouldBe((await one.Close()).ShouldBeDone()["outputHash"]);
    }
}
