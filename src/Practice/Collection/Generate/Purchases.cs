using Meent.Kernel;
using NodaTime;

namespace Meent.Collection.Generate;

/// <summary>Writes purchases.csv. Distributions: half a year of a Kenyan hub's credit book, 29,995 lines; amounts x 1.7
/// from 2010 to today.</summary>
internal sealed class Purchases(HubRequest request, Register register, Currency currency)
{
    public const string FeedPrice = "43.50";

    private const string Header =
        "id,reference,member,date,item,quantity,unit,unit_price,amount,provider,recorded_by";

    // For a thousand members and thirty days, with the advances.
    private const int StoreLines = 1_300;
    private const int VetLines = 200;
    private const int AiLines = 63;
    private const int AdvanceLines = 150;
    private const int AllLines = StoreLines + VetLines + AiLines + AdvanceLines;

    /// <summary>Logarithms of 1,547 and 476 shillings: a line of the store, a line of a visit.</summary>
    private const long StoreMu = 7_344_000;
    private const long VetMu = 6_165_000;
    private const long LineSigma = 630_000;

    private static readonly int[] Packs = [10, 20, 20, 25, 35, 35, 50, 50, 70];
    private static readonly int[] SmallPacks = [2, 2, 5, 5, 5, 8, 10, 10, 14];
    private static readonly int[] Inseminations = [1_000, 1_000, 1_500, 2_000];

    private readonly Dice dice = Dice.For(request.Seed, "purchases");
    private readonly List<Voucher> vouchers = [];
    private readonly long[] spoken = new long[request.Members];

    private enum Kind
    {
        Store,
        Vet,
        Ai,
        Advance,
    }

    /// <summary>More lines than a hub has: smaller ones, so that they stay in proportion to the milk money.</summary>
    private bool Dense => request.Purchases > request.Members * 3L;

    /// <returns>Number of rows.</returns>
    public int Write(string folder)
    {
        var usual = (int)((long)request.Members * AllLines * request.Days / 30_000);
        var lines = request.Purchases ?? usual;
        var advances = Math.Min((int)((long)lines * AdvanceLines / AllLines), request.Members);
        var (vet, ai) = ((int)((long)lines * VetLines / AllLines), (int)((long)lines * AiLines / AllLines));
        Plan(Kind.Store, lines - vet - ai - advances);
        Plan(Kind.Vet, vet);
        Plan(Kind.Ai, ai);
        Plan(Kind.Advance, advances);
        using var sheet = new Sheet(folder, "purchases.csv", Header);
        var number = 0;
        foreach (var voucher in vouchers.OrderBy(v => v.Day))
        {
            number++;
            for (var line = 0; line < voucher.Lines; line++)
            {
                Row(sheet, voucher, number, line);
            }
        }

        return lines;
    }

    private void Plan(Kind kind, int lines)
    {
        while (lines > 0)
        {
            var most = kind switch
            {
                Kind.Store => dice.Below(100) switch { < 60 => 1, < 87 => 2, < 97 => 3, _ => 4 },
                Kind.Vet => 3 + dice.Below(3),
                _ => 1,
            };
            var count = Math.Min(most, lines);
            var buyer = Buyer(kind, count);
            vouchers.Add(new Voucher(kind, DayOf(kind), buyer, count));
            lines -= count;
        }
    }

    /// <summary>Every second voucher of the store is one of the quarter that buys all the time. Who has little milk is
    /// mostly sent away when half of the expected milk money is spoken for.</summary>
    private int Buyer(Kind kind, int lines)
    {
        var cost = lines * kind switch { Kind.Store => 1_700, Kind.Vet => 550, Kind.Ai => 1_400, _ => 1_750 };
        var buyer = 0;
        for (var attempt = 0; attempt < 4; attempt++)
        {
            buyer = kind == Kind.Store && dice.Chance(5_000)
                ? dice.Below(Math.Max(1, request.Members / 4)) * 4 % request.Members
                : dice.Below(request.Members);
            var milk = register.Active[buyer].LevelMillionths / 1_000 * request.Days;
            var expected = milk * (request.PriceMicros / 1_000) / 1_000_000;
            if (spoken[buyer] + (Dense ? cost / 5 : cost) <= expected / 2)
            {
                break;
            }
        }

        spoken[buyer] += Dense ? cost / 5 : cost;
        return buyer;
    }

    /// <summary>26 of 100 store lines on the first day; a Sunday is a third of a weekday; advances on the 13th and
    /// 25th.</summary>
    private int DayOf(Kind kind)
    {
        if (kind == Kind.Advance)
        {
            return Math.Min(request.Days, dice.Chance(5_000) ? 13 : 25) - 1;
        }

        if (kind == Kind.Store && dice.Chance(2_350))
        {
            return 0;
        }

        var day = dice.Below(request.Days);
        var sunday = request.First.PlusDays(day).DayOfWeek == IsoDayOfWeek.Sunday;
        return sunday && dice.Chance(6_667) ? dice.Below(request.Days) : day;
    }

    private void Row(Sheet sheet, in Voucher voucher, int number, int line)
    {
        var member = register.Active[voucher.Member];
        var date = request.First.PlusDays(voucher.Day);
        sheet.Id(Ids.At(date, 480 + dice.Below(540), dice)).Text($"V{number:000000}").Text(member.Number).Day(date);
        switch (voucher.Kind)
        {
            case Kind.Store when dice.Chance(5_000):
                var packs = Dense ? SmallPacks : Packs;
                sheet.Text("feed").Int(packs[dice.Below(packs.Length)])
                    .Text("kg").Text(FeedPrice).None().Text("agrovet");
                break;
            case Kind.Store:
                Amount(sheet, "store", LogNormal(StoreMu, 10), "");
                break;
            case Kind.Vet:
                Amount(sheet, "vet", line == 0 ? 500 : LogNormal(VetMu, 10), "vets");
                break;
            case Kind.Ai:
                Amount(sheet, "ai", Inseminations[dice.Below(Inseminations.Length)], "inseminator");
                break;
            default:
                Amount(sheet, "advance", 500 * (1 + dice.Below(6)), "");
                break;
        }

        sheet.Text(voucher.Kind is Kind.Store ? "store desk" : "office").End();
    }

    private long LogNormal(long mu, int step) =>
        Math.Max(1, Curves.LogNormal(dice, mu, LineSigma) / 1_000_000 / step / (Dense ? 5 : 1)) * step;

    private void Amount(Sheet sheet, string item, long whole, string provider) =>
        sheet.Text(item).Int(1).None(2).Text(Whole(whole, currency)).Text(provider);

    /// <summary>A whole number of the major unit, with the currency's places.</summary>
    public static string Whole(long major, Currency currency) =>
        new Money(major * currency.MinorPerMajor, currency).ToString();

    private readonly record struct Voucher(Kind Kind, int Day, int Member, int Lines);
}
