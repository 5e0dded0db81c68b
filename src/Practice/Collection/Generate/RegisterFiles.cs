using Meent.Kernel;
using NodaTime;

namespace Meent.Collection.Generate;

/// <summary>A mistake put there on purpose.</summary>
/// <param name="Line">Line of the file, 1 is the header.</param>
/// <param name="Expected">What should happen to it.</param>
internal sealed record PlantedFault(string Kind, string File, int Line, string Id, string Expected);

/// <summary>Writes the registers: items, places, parties, members, devices, opening balances.</summary>
internal sealed class RegisterFiles(
    HubRequest request, Register register, Currency currency, string folder, List<PlantedFault> faults)
{
    private static readonly string[] Formulas = ["=SUM(1+1)", "+254700", "-2+3", "@SUM(A1)"];

    public void Write()
    {
        Items();
        Places();
        Parties();
        Members();
        Devices();
    }

    /// <summary>4 in 100 owe something from before, 1 in 100 is owed cents that the rail could not pay.</summary>
    /// <returns>Sums of arrears and of credit in minor units.</returns>
    public (long Arrears, long Credit) Opening()
    {
        var dice = Dice.For(request.Seed, "opening");
        using var sheet = new Sheet(folder, "opening.csv", "number,kind,amount,since,title");
        var (arrears, credit) = (0L, 0L);
        foreach (var member in register.Active.Concat(register.Dormant).OrderBy(m => m.Number, StringComparer.Ordinal))
        {
            var pick = dice.Below(100);
            var monthsAgo = 1 + dice.Below(4);
            var owed = Curves.LogNormal(dice, 6_685_000, 700_000) / 10_000 * currency.MinorPerMajor / 100;
            var cents = 1 + (dice.Below(95) * currency.MinorPerMajor / 100);
            var since = request.First.PlusDays(1 - request.First.Day).PlusMonths(1 - monthsAgo).PlusDays(-1);
            if (pick < 4)
            {
                arrears += owed;
                Balance(sheet, member, "arrears", owed, since, "Brought forward");
            }
            else if (pick == 4)
            {
                credit += cents;
                Balance(sheet, member, "credit", cents, since, "");
            }
        }

        return (arrears, credit);
    }

    private void Balance(Sheet sheet, Member member, string kind, long minor, LocalDate since, string title) =>
        sheet.Text(member.Number).Text(kind).Text(new Money(minor, currency).ToString()).Day(since).Text(title).End();

    private void Items()
    {
        using var sheet = new Sheet(folder, "items.csv", "item,name,unit,kind,activity,grades,provider,density,most");
        var mean = (request.DailyTotalThousandths ?? 0) / 1000 / request.Members;
        sheet.Text("milk").Text("Raw milk").Text(request.Unit).Text("good").Text("collection")
            .Text(request.Grades ? "A|B|C" : "").None().Text("1.03").Int(Math.Max(400, mean * 60)).End();
        sheet.Text("feed").Text("Dairy meal").Text("kg").Text("good").Text("inputs").None()
            .Text("agrovet").None(2).End();
        sheet.Text("store").Text("Store goods").Text("piece").Text("good").Text("inputs").None(4).End();
        sheet.Text("vet").Text("Veterinary care").Text("line").Text("service").Text("services").None()
            .Text("vets").None(2).End();
        sheet.Text("ai").Text("Insemination").Text("dose").Text("service").Text("services").None()
            .Text("inseminator").None(2).End();
        sheet.Text("advance").Text("Advance").Text("piece").Text("service").Text("advances").None(4).End();
    }

    private void Places()
    {
        using var sheet = new Sheet(folder, "places.csv", "place,name,kind,parent");
        sheet.Text("T1").Text("Cooling tank").Text("tank").None().End();
        var point = register.Routes.Count;
        foreach (var route in register.Routes)
        {
            sheet.Text(route.Code).Text(route.Name).Text("route").None().End();
            for (var i = 0; i < route.Points; i++)
            {
                sheet.Text(route.Point(i)).Text(Names.Place(point++)).Text("point").Text(route.Code).End();
            }
        }
    }

    private void Parties()
    {
        using var sheet = new Sheet(folder, "parties.csv", "party,name,role,kind,language,country,rail,account");
        sheet.Text("agrovet").Text("Highlands Agrovet (example)").Text("supplier").Text("firm").Text("en")
            .Text("KE")
            .Text("bank").Text("01109000001").End();
        sheet.Text("vets").Text("Ridge Veterinary Practice (example)").Text("supplier").Text("firm").Text("en")
            .Text("KE")
            .Text("bank").Text("01109000002").End();
        sheet.Text("inseminator").Text("Valley Insemination (example)").Text("supplier").Text("firm").Text("sw")
            .Text("KE")
            .Text("bank").Text("01109000003").End();
        sheet.Text("processor").Text("Lowland Processors (example)").Text("customer").Text("firm").Text("en")
            .Text("KE")
            .None(2).End();
    }

    private void Members()
    {
        const string header =
            "number,name,person,language,from,route,point,rail,account,phone,expected_per_day,entered_by,confirmed_by";
        using var sheet = new Sheet(folder, "members.csv", header);
        var (withoutChannel, formulas) = Marked();
        foreach (var member in register.Active.Concat(register.Dormant).OrderBy(m => m.Number, StringComparer.Ordinal))
        {
            var name = member.Name;
            if (formulas.TryGetValue(member.Number, out var formula))
            {
                name = $"{formula} {name}";
                faults.Add(new PlantedFault("formula_in_name", sheet.Name, sheet.Line, member.Number,
                    "imported as text; no output file lets a spreadsheet reckon it"));
            }

            var paid = withoutChannel.Add(member.Number);
            if (!paid)
            {
                faults.Add(new PlantedFault("no_channel", sheet.Name, sheet.Line, member.Number,
                    "exception; what is owed is carried as credit"));
            }

            Row(sheet, member, member.Number, name, paid);
            if (member.Second is { } second)
            {
                Row(sheet, member, second, name, paid);
            }
        }
    }

    /// <summary>Numbers of members without a way to pay, and of those whose name is a formula.</summary>
    private (HashSet<string> WithoutChannel, Dictionary<string, string> Formulas) Marked()
    {
        var count = request.Faults ? FaultRows.Wanted(request) : 0;
        var dice = Dice.For(request.Seed, "marked members");
        var numbers = register.Active.Where(m => m.Second is null).Select(m => m.Number).ToArray();
        count = Math.Min(count, numbers.Length / 2);
        for (var i = 0; i < 2 * count; i++)
        {
            var other = i + dice.Below(numbers.Length - i);
            (numbers[i], numbers[other]) = (numbers[other], numbers[i]);
        }

        return ([.. numbers[..count]], numbers[count..(2 * count)]
            .Select((number, i) => (number, i)).ToDictionary(n => n.number, n => Formulas[n.i % Formulas.Length]));
    }

    private void Row(Sheet sheet, Member member, string number, string name, bool paid)
    {
        var route = register.Routes[member.Route];
        var expected = (member.LevelMillionths + 50_000) / 100_000 * 100;
        sheet.Text(number).Text(name).Text(member.Second is null ? "" : member.Number).Text(member.Language)
            .Day(new LocalDate(2024, 1, 1)).Text(route.Code).Text(route.Point(member.Point))
            .Text(paid ? member.Rail : "").Text(paid ? member.Account : "").Text(member.Phone)
            .Quantity(expected).Text("office").Text("treasurer").End();
    }

    private void Devices()
    {
        using var sheet = new Sheet(folder, "devices.csv", "device,kind,place");
        foreach (var route in register.Routes)
        {
            sheet.Text(route.Scale).Text("scale").Text(route.Code).End();
        }
    }
}
