using Meent.Kernel;
using Meent.Platform;

namespace Meent.Collection.Generate;

/// <summary>Makes up a dairy hub: reads the options as texts and says what was written.</summary>
internal sealed class HubGenerator : IGenerator
{
    /// <summary>Options with the field of the request that each sets.</summary>
    private static readonly (GeneratorOption Option, string Field)[] Known =
    [
        (new("--size", "S, M or L: 150, 3,000 or 7,000 members."), "size"),
        (new("--members", "People who deliver."), nameof(HubRequest.Members)),
        (new("--dormant", "People who deliver nothing; without it one for ten who deliver."),
            nameof(HubRequest.Dormant)),
        (new("--seed", "Another number gives another hub; 1."), nameof(HubRequest.Seed)),
        (new("--id", "Id of the organisation; hub."), nameof(HubRequest.Id)),
        (new("--name", "Name of the organisation."), nameof(HubRequest.Name)),
        (new("--from", "First day; 2026-10-01."), nameof(HubRequest.First)),
        (new("--days", "How many days; without it the month of the first day."), nameof(HubRequest.Days)),
        (new("--per-day", "1 or 2 deliveries of everyone on every day; without it as a hub has them."),
            nameof(HubRequest.DeliveriesPerMemberDay)),
        (new("--unit", "kg or l; kg."), nameof(HubRequest.Unit)),
        (new("--daily-total", "Exact accepted total of each day, such as 19250.000."),
            nameof(HubRequest.DailyTotalThousandths)),
        (new("--rejected", "Deliveries refused, in percent; 0.5."), nameof(HubRequest.RejectedPerTenThousand)),
        (new("--purchases", "Exact number of purchases; without it as a hub has them."),
            nameof(HubRequest.Purchases)),
        (new("--second-numbers", "Members with a second number, in percent; 1."),
            nameof(HubRequest.SecondNumbersPerTenThousand)),
        (new("--price", "Price of a unit; 45.00."), nameof(HubRequest.PriceMicros)),
        (new("--currency", "KES."), nameof(HubRequest.Currency)),
        (new("--grades", "Deliveries carry a grade that earns more or less.", true), nameof(HubRequest.Grades)),
        (new("--can-tests", "Tests at the can.", true), nameof(HubRequest.CanTests)),
        (new("--faults", "Mistakes, listed in faults.csv.", true), nameof(HubRequest.Faults)),
    ];

    public string What => "dairy-hub";

    public string Help => "A dairy hub: members, milk, shop, vet, tank.";

    public IReadOnlyList<GeneratorOption> Options { get; } = [.. Known.Select(k => k.Option)];

    public GeneratorDemo Demo { get; } = new(
        "hub",
        new Dictionary<string, string>
        {
            ["--size"] = "M", ["--seed"] = "1", ["--from"] = "2026-09-01", ["--id"] = "demo-hub",
            ["--name"] = "Demo Hub",
        },
        "2026-09", "2026-10-05");

    public Outcome<Generated> Generate(
        string folder, IReadOnlyDictionary<string, string> chosen, IProgress<int>? progress)
    {
        var request = Request(chosen);
        var made = request.Refused ? request.Refusal! : GenerateHub.Generate(request.Value, folder, progress);
        if (made.Refused)
        {
            return Named(made.Refusal!);
        }

        var hub = made.Value;
        return new Generated(
            hub.Folder, request.Value.Id, hub.Period,
            [
                new("members", hub.Members), new("deliveries", hub.Deliveries), new("purchases", hub.Purchases),
                new("faults", hub.Faults.Count),
            ],
            [
                new("accepted", Decimals.Trimmed(hub.AcceptedThousandths, Quantity.Scale)),
                new("rejected", Decimals.Trimmed(hub.RejectedThousandths, Quantity.Scale)),
                new("unit", request.Value.Unit),
            ]);
    }

    internal static Outcome<HubRequest> Request(IReadOnlyDictionary<string, string> chosen)
    {
        var read = new OptionTexts(chosen);
        var size = read.Text("--size", "S");
        if (HubRequest.Preset(size) is not { } preset)
        {
            return read.Wrong("--size");
        }

        var first = read.Day("--from", preset.First);
        var request = preset with
        {
            Members = read.Count("--members") ?? preset.Members,
            Dormant = read.Count("--dormant"),
            Seed = read.Scaled("--seed", 0) ?? preset.Seed,
            Id = read.Text("--id", preset.Id),
            Name = read.Text("--name", preset.Name),
            First = first,
            Days = read.Count("--days") ?? first.Calendar.GetDaysInMonth(first.Year, first.Month) - first.Day + 1,
            DeliveriesPerMemberDay = read.Count("--per-day"),
            Unit = read.Text("--unit", preset.Unit),
            DailyTotalThousandths = read.Scaled("--daily-total", Quantity.Scale),
            RejectedPerTenThousand = read.Count("--rejected", 2) ?? preset.RejectedPerTenThousand,
            Purchases = read.Count("--purchases"),
            SecondNumbersPerTenThousand = read.Count("--second-numbers", 2) ?? preset.SecondNumbersPerTenThousand,
            PriceMicros = read.Scaled("--price", UnitPrice.Scale) ?? preset.PriceMicros,
            Currency = read.Text("--currency", preset.Currency),
            Grades = chosen.ContainsKey("--grades"),
            CanTests = chosen.ContainsKey("--can-tests"),
            Faults = chosen.ContainsKey("--faults"),
        };
        return read.Trouble is { } trouble ? trouble : request;
    }

    /// <summary>Whoever types options knows no fields.</summary>
    private static Refusal Named(Refusal refusal)
    {
        var field = refusal.Fact("field");
        var option = Known.FirstOrDefault(k => k.Field == field).Option?.Name;
        return option is null ? refusal : new Refusal(refusal.Code, ("field", option));
    }
}
