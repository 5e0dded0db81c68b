namespace Meent.Collection.Generate;

/// <summary>Names of people, as often as they occur in Kenya; no person is meant.</summary>
internal sealed class Names
{
    private static readonly string[] Before =
        ["Ki", "Ma", "Nda", "Olo", "Tu", "Ru", "Ga", "Mwe", "Si", "Che", "Lo", "Ka", "Nya", "Em", "Bo", "Wa"];

    private static readonly string[] After =
        ["rimo", "tanga", "lewa", "sori", "bara", "nyiro", "kuyo", "doti", "mera", "pala", "gesha", "runda"];

    private readonly Dictionary<char, List<(string Name, int UpTo)>> lists = new()
    {
        ['m'] = [], ['f'] = [], ['l'] = [],
    };

    public Names()
    {
        using var stream = typeof(Names).Assembly.GetManifestResourceStream("Generate.names.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line[0] != '#')
            {
                var cells = line.Split(',');
                var list = lists[line[0]];
                list.Add((cells[1], (list.Count == 0 ? 0 : list[^1].UpTo) + int.Parse(cells[2], null)));
            }
        }
    }

    /// <summary>A given name and a family name; 35 of 100 are women.</summary>
    public string Person(Dice dice) => $"{Of(dice.Chance(3_500) ? 'f' : 'm', dice)} {Of('l', dice)}";

    /// <summary>An invented place; the first 192 differ.</summary>
    public static string Place(int index)
    {
        var turn = index / (Before.Length * After.Length);
        var name = Before[index % Before.Length] + After[(index + (index / Before.Length)) % After.Length];
        return turn == 0 ? name : $"{name} {turn + 1}";
    }

    private string Of(char kind, Dice dice)
    {
        var list = lists[kind];
        var pick = dice.Below(list[^1].UpTo);
        var (low, high) = (0, list.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = pick < list[middle].UpTo ? (low, middle) : (middle + 1, high);
        }

        return list[low].Name;
    }
}
