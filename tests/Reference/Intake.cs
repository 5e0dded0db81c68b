namespace Meent.Reference;

/// <summary>A record that was taken.</summary>
internal sealed record Event(
    string File, int Line, string Id, string Member, DateOnly Day, Item Item, decimal Quantity, string Grade,
    bool Accepted, decimal? UnitPrice, decimal? Amount, string Provider, string Reverses)
{
    public bool TakenBack { get; set; }

    public bool IsReversal => Reverses.Length > 0;
}

/// <summary>A row that was kept out.</summary>
public sealed record KeptOut(string File, int Line, string Why);

/// <summary>Reads deliveries.csv and purchases.csv and keeps out what cannot be taken.</summary>
internal sealed class Intake(Folder folder)
{
    private readonly Dictionary<string, string> contents = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Event> byId = new(StringComparer.OrdinalIgnoreCase);

    public List<Event> Events { get; } = [];
    public List<KeptOut> KeptOut { get; } = [];
    public int Unchanged { get; private set; }

    public void Read()
    {
        foreach (var file in new[] { "deliveries.csv", "purchases.csv" })
        {
            foreach (var row in Table.Read(folder.Path, file))
            {
                Take(file, row);
            }
        }
    }

    private void Take(string file, Row row)
    {
        var (taken, why) = Judge(file, row);
        if (taken is null)
        {
            KeptOut.Add(new KeptOut(file, row.Line, why));
            return;
        }

        if (taken.Id.Length > 0)
        {
            var content = row.ContentWithout("id");
            if (contents.TryGetValue(Key(file, taken.Id), out var before))
            {
                if (before == content)
                {
                    Unchanged++;
                }
                else
                {
                    KeptOut.Add(new KeptOut(file, row.Line, "id with other content"));
                }

                return;
            }

            contents.Add(Key(file, taken.Id), content);
            byId.Add(Key(file, taken.Id), taken);
        }

        Events.Add(taken);
    }

    private (Event? Taken, string Why) Judge(string file, Row row)
    {
        var delivery = file == "deliveries.csv";
        var itemCode = delivery && row["item"].Length == 0 ? folder.MainItem : row["item"];
        var quantity = Folder.Optional(row["quantity"]);
        var amount = Folder.Optional(row["amount"]);
        if (Folder.Day(row["date"]) is not { } day)
        {
            return (null, "no day");
        }

        if (!folder.PersonOfNumber.ContainsKey(row["member"]))
        {
            return (null, "unknown member");
        }

        if (!folder.Items.TryGetValue(itemCode, out var item))
        {
            return (null, "unknown item");
        }

        if ((quantity is null && (delivery || row["quantity"].Length > 0))
            || (amount is null && row["amount"].Length > 0))
        {
            return (null, "no number");
        }

        if (quantity < 0 || amount < 0 || decimal.Round(quantity ?? 0, 3, MidpointRounding.ToZero) != (quantity ?? 0))
        {
            return (null, "quantity or amount out of range");
        }

        if (InUnit(quantity ?? 0, row["unit"], item) is not { } value || value > item.Most)
        {
            return (null, "wrong unit or too much");
        }

        var accepted = row["accepted"] is "" or "yes";
        if (!accepted && (row["accepted"] != "no" || row["reason"].Length == 0))
        {
            return (null, "refused without a reason");
        }

        if (row["session"] is not ("" or "AM" or "PM")
            || (row["grade"].Length > 0 && !item.Grades.Contains(row["grade"])))
        {
            return (null, "unknown session or grade");
        }

        var provider = row["provider"].Length > 0 ? row["provider"] : item.Provider;
        return (new Event(file, row.Line, row["id"], row["member"], day, item, value, row["grade"], accepted,
            Folder.Optional(row["unit_price"]), amount, provider, row["reverses"]), "");
    }

    private static decimal? InUnit(decimal quantity, string unit, Item item) => (unit, item.Unit) switch
    {
        ("", _) => quantity,
        var (from, to) when from == to => quantity,
        ("kg", "l") when item.Density is { } d => decimal.Round(quantity / d, 3, MidpointRounding.AwayFromZero),
        ("l", "kg") when item.Density is { } d => decimal.Round(quantity * d, 3, MidpointRounding.AwayFromZero),
        _ => null,
    };

    /// <summary>Leaves out what happened after a day, and takes back what was reversed until then.</summary>
    public void TakeBackUntil(DateOnly last)
    {
        Events.RemoveAll(e => e.Day > last);
        foreach (var reversal in Events.Where(e => e.IsReversal).ToList())
        {
            if (byId.TryGetValue(Key(reversal.File, reversal.Reverses), out var first)
                && !first.TakenBack && !first.IsReversal
                && (first.Member, first.Item, first.Quantity) == (reversal.Member, reversal.Item, reversal.Quantity))
            {
                first.TakenBack = true;
            }
            else
            {
                Events.Remove(reversal);
                KeptOut.Add(new KeptOut(reversal.File, reversal.Line, "takes nothing back"));
            }
        }
    }

    private static string Key(string file, string id) => $"{file}\u001f{id}";
}
