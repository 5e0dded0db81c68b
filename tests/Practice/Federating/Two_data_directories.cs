using System.Text.Json.Nodes;
using Meent.Kernel;
using Meent.Settlement;

namespace Meent.Tests.Federating;

/// <summary>Two organisations that keep their books apart hand each other signed files.</summary>
[Collection(Pair.Demo)]
public sealed class Two_data_directories : IAsyncLifetime
{
    private Pair one = null!, two = null!;

    public async ValueTask InitializeAsync()
    {
        (one, two) = (await Pair.New(), await Pair.New());
        await Introduce(one, Pair.One, two, Pair.Two);
        await Introduce(two, Pair.Two, one, Pair.One);
    }

    public async ValueTask DisposeAsync()
    {
        await one.DisposeAsync();
        await two.DisposeAsync();
    }

    [Fact]
    [Proves("AT-V1-1", "V1.a", "V1.b")]
    public async Task close_to_equal_and_opposite_amounts()
    {
        await Say(one, Pair.One, two, Pair.Two);
        await Say(two, Pair.Two, one, Pair.One);
        var mine = (await one.Close("2026-10", Pair.One))[Pair.One];
        var theirs = (await two.Close("2026-10", Pair.Two))[Pair.Two];
        (mine.Period.Exchanges.Single().Amount, theirs.Period.Exchanges.Single().Amount)
            .ShouldBe((9_000_00, -9_000_00));
        (await Say(one, Pair.One, two, Pair.Two)).Value.Totals.ShouldBe(1);
        (await Say(two, Pair.Two, one, Pair.One)).Value.ShouldBe(
            new ExchangeAccount(Pair.Two, Pair.One, "2026-10", 30, 1, 0));
        (await one.Verify(Pair.One)).Concat(await two.Verify(Pair.Two)).ShouldBeEmpty();
        (await one.AsOwner("update claims.claim set amount = amount + 1 where terms_id = 2")).ShouldBe(1);
        (await one.Verify(Pair.One)).ShouldContain(o => o.Check == "exchange" && o.What == "KES 9000.01 -9000.00");
    }

    [Fact]
    public async Task count_nothing_before_the_file_has_come()
    {
        await Say(one, Pair.One, two, Pair.Two);
        (await two.Close("2026-10", Pair.Two))[Pair.Two].Period.Exchanges.Single().Amount.ShouldBe(-9_000_00);
        var mine = (await one.Close("2026-10", Pair.One))[Pair.One];
        mine.Period.Exchanges.ShouldBeEmpty();
        mine.Exceptions("settlement.unconfirmed_exchange").Count().ShouldBe(30);

        await Say(two, Pair.Two, one, Pair.One);
        (await one.Verify(Pair.One)).Single().ShouldBe(
            new Offence("exchange", "2026-10", "tank-space", "KES 0.00 -9000.00"));
        one.Write(Pair.One, "deliveries.csv", "id,member,date,session,item,quantity,unit,recorded_by",
            "L11,0001,2026-11-03,AM,milk,10.0,l,clerk");
        (await one.Close("2026-11", Pair.One))[Pair.One].Period.Exchanges.ShouldBe(
            [new ExchangedAmount("tank-space", Pair.Two, "2026-10", 9_000_00)]);
    }

    [Fact]
    [Proves("NF12", Partly = true)]
    public async Task refuse_a_file_that_is_changed_unsigned_foreign_or_for_somebody_else()
    {
        var file = await Written(two, Pair.Two, Pair.One);
        var whole = await File.ReadAllTextAsync(file);
        await Refused(
            whole.Replace("\"2000\"", "\"2001\"", StringComparison.Ordinal), "settlement.exchange_signature_differs");
        await Refused(Without(whole, "signature"), "settlement.exchange_unsigned");
        await Refused(Without(whole, "letter"), "settlement.exchange_unreadable");
        await Refused(whole[..^200], "settlement.exchange_unreadable");
        await Refused("[]", "settlement.exchange_unreadable");
        await Refused(
            whole.Replace("\"exchange\": 1", "\"exchange\": 2", StringComparison.Ordinal),
            "settlement.exchange_unreadable");
        await Refused(whole.Replace("\"signature\": \"", "\"signature\": \"?", StringComparison.Ordinal),
            "settlement.exchange_signature_differs");
        await Refused(whole.Replace("\"to\": \"coop-one\"", "\"to\": \"coop-six\"", StringComparison.Ordinal),
            "settlement.exchange_not_for_us");
        await Refused(whole.Replace("\"from\": \"coop-two\"", "\"from\": \"coop-six\"", StringComparison.Ordinal),
            "settlement.exchange_without_key");
        (await Read(one, Pair.One, Path.Combine(one.Out, "none.json"))).Refusal!.Code
            .ShouldBe("settlement.exchange_unreadable");
        (await one.AskOwner<long>("select count(*) from flows.counterpart")).ShouldBe(0);
        (await Read(one, Pair.One, file)).Value.New.ShouldBe(30);
    }

    [Fact]
    [Proves("NF12", Partly = true)]
    public async Task refuse_a_signed_file_beyond_the_agreement_or_against_an_earlier_one()
    {
        var file = await Written(two, Pair.Two, Pair.One);
        var theirs = Meent.Settlement.ExchangeFiles.Letter.Read(file).Value.Letter;
        async Task<string?> Signed(Meent.Settlement.ExchangeFiles.Letter letter)
        {
            using var key = Meent.Settlement.ExchangeFiles.SigningKey.Of(two.Installation.DataDirectory, Pair.Two);
            await File.WriteAllTextAsync(file, letter.Signed(key));
            return (await Read(one, Pair.One, file)).Refusal?.Code;
        }

        (await Signed(theirs with { Events = [theirs.Events[0] with { Agreement = "milk" }] }))
            .ShouldBe("settlement.exchange_without_agreement");
        (await Signed(theirs with { Events = [theirs.Events[0] with { Provider = "coop-six" }] }))
            .ShouldBe("settlement.exchange_without_agreement");
        (await Signed(theirs with { Events = [theirs.Events[0] with { Id = "" }] }))
            .ShouldBe("settlement.exchange_unreadable");
        Meent.Settlement.ExchangeFiles.Letter.Claimed total = new()
        {
            Agreement = "tank-space", Month = "2026-10", Booked = "2026-10", Currency = "KES", Amount = "-9000.00",
        };
        (await Signed(theirs with { Totals = [total with { Currency = "EUR" }] }))
            .ShouldBe("settlement.exchange_unreadable");
        (await Signed(theirs with { Totals = [total with { Agreement = "milk" }] }))
            .ShouldBe("settlement.exchange_without_agreement");
        (await one.AskOwner<long>("select count(*) from flows.counterpart")).ShouldBe(0);
        (await Signed(theirs with { Totals = [total] })).ShouldBeNull();
        (await Signed(theirs with { Totals = [total with { Amount = "-1.00" }] }))
            .ShouldBe("settlement.exchange_contradicts");
        (await Signed(theirs with { Events = [theirs.Events[0] with { Quantity = "1" }] }))
            .ShouldBe("settlement.exchange_contradicts");
        (await one.AskOwner<long>("select sum(amount) from flows.peer_total")).ShouldBe(-9_000_00);
    }

    [Fact]
    public async Task write_to_nobody_without_an_agreement_and_of_no_period_that_is_not_there()
    {
        await one.Import(Pair.One);
        (await Write(one, Pair.One, "coop-six", "2026-10")).Refusal!.Code
            .ShouldBe("settlement.exchange_without_agreement");
        (await Write(one, Pair.One, Pair.Two, "2026-12")).Refusal!.Code.ShouldBe("settlement.unknown_period");
    }

    [Fact]
    public void keep_their_key_to_themselves()
    {
        var key = Path.Combine(one.Installation.DataDirectory, "keys", "coop-one.pem");
        File.GetUnixFileMode(key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        ExchangeFile.PublicKey(one.Installation, Pair.One).ShouldBe(ExchangeFile.PublicKey(one.Installation, Pair.One));
        ExchangeFile.PublicKey(one.Installation, Pair.One)
            .ShouldNotBe(ExchangeFile.PublicKey(two.Installation, Pair.Two));
    }

    private static string Without(string file, string member)
    {
        var json = JsonNode.Parse(file)!.AsObject();
        json.Remove(member);
        return json.ToJsonString();
    }

    private async Task Refused(string text, string code)
    {
        var file = Path.Combine(Directory.CreateDirectory(one.Out).FullName, "tampered.json");
        await File.WriteAllTextAsync(file, text);
        (await Read(one, Pair.One, file)).Refusal!.Code.ShouldBe(code);
    }

    private static async Task Introduce(Pair own, string code, Pair other, string otherCode)
    {
        Directory.Delete(own.Folder(otherCode), recursive: true);
        own.Write(code, "peers.csv", "party,public_key",
            $"{otherCode},{ExchangeFile.PublicKey(other.Installation, otherCode)}");
        await own.Import(code);
    }

    private static async Task<Outcome<ExchangeAccount>> Say(Pair from, string code, Pair to, string toCode) =>
        await Read(to, toCode, await Written(from, code, toCode));

    private static async Task<string> Written(Pair from, string code, string toCode)
    {
        (await Write(from, code, toCode, "2026-10")).Value.Events.ShouldBe(30);
        return Path.Combine(from.Out, "exchange.json");
    }

    private static Task<Outcome<ExchangeAccount>> Write(Pair from, string code, string with, string period) =>
        ExchangeFile.Write(
            from.Installation, code, with, period,
            Path.Combine(Directory.CreateDirectory(from.Out).FullName, "exchange.json"), default);

    private static Task<Outcome<ExchangeAccount>> Read(Pair to, string code, string file) =>
        ExchangeFile.Read(to.Installation, code, file, "Jane", default);
}
