using Meent.Agreements;
using Meent.Flows;
using Meent.Parties;

namespace Meent.Settlement.Export;

/// <summary>
/// Agents, items, units, agreements and resources that the flows of a file name: nothing else of the registers goes
/// out, and every id in the file has its node there.
/// </summary>
internal sealed class Mentioned(
    Organisation organisation, PartyRegister register, ItemBook items, TermsBook terms, Names names, bool named)
{
    private readonly Dictionary<int, string> agents = [];
    private readonly Dictionary<int, (Item Item, string Id)> specifications = [];
    private readonly Dictionary<string, string> units = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Terms, int Party), string> agreements = [];
    private readonly SortedDictionary<string, string> orders = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> resources = new(StringComparer.Ordinal);
    private bool money;

    internal int Agents => agents.Count;

    internal string Agent(int party) => Id(agents, party, names.Agent);

    internal string Unit(string code) => Id(units, code, names.Unit);

    internal string Order(string number) => orders.TryGetValue(number, out var id)
        ? id
        : orders[number] = names.Order(number);

    internal string Resource(string code)
    {
        Agent(Organisation.OwnParty);
        return resources.TryGetValue(code, out var id) ? id : resources[code] = names.Resource(code);
    }

    internal string Agreement(int termsId, int party) => Id(
        agreements, (termsId, party), k => names.Agreement(terms.ById(k.Item1)!.Terms.Code, k.Item2));

    internal string Currency()
    {
        money = true;
        Unit("one");
        return names.Currency(organisation.Settings.Currency);
    }

    internal string Item(Item item)
    {
        if (!specifications.TryGetValue(item.Id, out var known))
        {
            Unit(item.Unit);
            specifications[item.Id] = known = (item, names.Item(item.Code));
        }

        return known.Id;
    }

    /// <summary>Each once, in the order of their ids.</summary>
    internal void Write(GraphFile file)
    {
        foreach (var (party, id) in agents.OrderBy(a => a.Value, StringComparer.Ordinal))
        {
            WriteAgent(file, register[party], id);
        }

        foreach (var (item, id) in specifications.Values.OrderBy(s => s.Id, StringComparer.Ordinal))
        {
            WriteSpecification(file, item, id);
        }

        WriteCurrency(file);
        foreach (var (code, id) in units.OrderBy(u => u.Value, StringComparer.Ordinal))
        {
            WriteUnit(file, code, id);
        }

        foreach (var ((termsId, _), id) in agreements.OrderBy(a => a.Value, StringComparer.Ordinal))
        {
            WriteNamed(file, id, "Agreement", Title(terms.ById(termsId)!.Terms));
        }

        foreach (var (number, id) in orders)
        {
            WriteNamed(file, id, "Agreement", number);
        }

        foreach (var (code, id) in resources)
        {
            WriteResource(file, code, id);
        }
    }

    private void WriteAgent(GraphFile file, Party party, string id)
    {
        var person = party.Kind == "person";
        var name = person && !named ? names.NumberOf(party.Id) : party.Name;
        WriteNamed(file, id, person ? "Person" : "Organization", name);
    }

    private void WriteSpecification(GraphFile file, Item item, string id)
    {
        var json = file.Node(id, "ResourceSpecification");
        json.WriteString("name", item.Name);
        json.WriteString("defaultUnitOfResource", Unit(item.Unit));
        if (item.Kind == "service" && UnitOfMeasure.Of(item.Unit) is { Effort: true })
        {
            json.WriteString("defaultUnitOfEffort", Unit(item.Unit));
        }

        file.End();
    }

    private void WriteCurrency(GraphFile file)
    {
        if (money)
        {
            var json = file.Node(Currency(), "ResourceSpecification");
            json.WriteString("name", organisation.Settings.Currency);
            json.WriteBoolean("mediumOfExchange", true);
            json.WriteString("defaultUnitOfResource", Unit("one"));
            file.End();
        }
    }

    private static void WriteUnit(GraphFile file, string code, string id)
    {
        var known = UnitOfMeasure.Of(code);
        var json = file.Node(id, "Unit");
        json.WriteString("label", known?.Label ?? code);
        json.WriteString("symbol", code);
        if (known is { } unit)
        {
            json.WriteString("omUnitIdentifier", Vocabulary.Units + unit.Name);
        }

        file.End();
    }

    /// <summary>What is called after somebody is called so only where persons are.</summary>
    private void WriteResource(GraphFile file, string code, string id)
    {
        var json = file.Node(id, "EconomicResource");
        json.WriteString("name", named && items.PlaceByCode(code) is { } place ? place.Name : code);
        json.WriteString("primaryAccountable", Agent(Organisation.OwnParty));
        file.End();
    }

    private static void WriteNamed(GraphFile file, string id, string type, string? name)
    {
        var json = file.Node(id, type);
        if (name is not null)
        {
            json.WriteString("name", name);
        }

        file.End();
    }

    private string Title(StandardTerms kept) => kept.Title.GetValueOrDefault(organisation.Settings.Language)
        ?? kept.Title.GetValueOrDefault("en") ?? kept.Code;

    private static string Id<TKey>(Dictionary<TKey, string> known, TKey key, Func<TKey, string> make)
        where TKey : notnull
    {
        if (!known.TryGetValue(key, out var id))
        {
            known[key] = id = make(key);
        }

        return id;
    }
}
