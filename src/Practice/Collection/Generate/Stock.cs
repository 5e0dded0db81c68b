namespace Meent.Collection.Generate;

/// <summary>Writes stock.csv: opening, loads to the processor and loss of each day, closing; what came in and what is
/// said here tie exactly.</summary>
internal static class Stock
{
    public static void Write(HubRequest request, Intake intake, string folder)
    {
        var dice = Dice.For(request.Seed, "stock");
        using var sheet = new Sheet(folder, "stock.csv", "id,date,item,kind,quantity,unit,place,party");
        var tank = Tenths(intake.AcceptedOfDay[0] / 20);
        Row(sheet, request, dice, 0, "opening", tank, "");
        for (var day = 0; day < request.Days; day++)
        {
            var came = intake.AcceptedOfDay[day];
            tank += came;
            var loss = Math.Min(tank, Tenths(came / 1000 * Curves.LogNormal(dice, -5_992_000, 400_000) / 1000));
            var stays = Math.Min(tank - loss, Tenths(came * (3 + dice.Below(6)) / 100));
            Loads(sheet, request, dice, day, tank - loss - stays);
            if (loss > 0)
            {
                Row(sheet, request, dice, day, "loss", loss, "");
            }

            tank = stays;
        }

        Row(sheet, request, dice, request.Days - 1, "closing", tank, "");
    }

    /// <summary>One to four tankers.</summary>
    private static void Loads(Sheet sheet, HubRequest request, Dice dice, int day, long quantity)
    {
        var loads = (int)Math.Clamp(quantity / 8_000_000, 1, 4);
        var each = Tenths(quantity / loads);
        for (var i = 0; i < loads; i++)
        {
            var load = i == loads - 1 ? quantity - (each * (loads - 1)) : each;
            if (load > 0)
            {
                Row(sheet, request, dice, day, "dispatched", load, "processor");
            }
        }
    }

    private static long Tenths(long thousandths) => thousandths / 100 * 100;

    private static void Row(
        Sheet sheet, HubRequest request, Dice dice, int day, string kind, long quantity, string party)
    {
        var date = request.First.PlusDays(day);
        sheet.Id(Ids.At(date, kind == "opening" ? 300 : 1_200, dice)).Day(date)
            .Text("milk").Text(kind).Quantity(quantity).Text(request.Unit).Text("T1").Text(party).End();
    }
}
