using Meent.Kernel;
using Meent.Parties;
using NodaTime;

namespace Meent.Settlement.Export;

/// <summary>How things are named in the file: urn:meent:ORGANISATION:kind:code, and urn:uuid where a device made the
/// id.</summary>
internal sealed class Names
{
    private readonly string prefix;
    private readonly string own;
    private readonly PartyRegister register;
    private readonly Dictionary<int, string> numbers = [];

    internal Names(Organisation organisation, PartyRegister register)
    {
        own = organisation.Settings.Id;
        prefix = $"urn:meent:{own}:";
        this.register = register;
        foreach (var held in register.Memberships.GroupBy(m => m.Number).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            // A number may pass on: who holds it next is another agent.
            var holders = held.OrderBy(m => m.From ?? LocalDate.MinIsoValue).Select(m => m.PartyId).Distinct();
            foreach (var (i, party) in holders.Index())
            {
                numbers.TryAdd(party, i == 0 ? held.Key : $"{held.Key}.{i + 1}");
            }
        }
    }

    internal string? NumberOf(int party) => numbers.GetValueOrDefault(party);

    internal string Agent(int party) => prefix + Local(party);

    internal string Item(string code) => Urn("item", code);

    internal string Unit(string code) => Urn("unit", code);

    internal string Currency(string code) => Urn("currency", code);

    internal string Resource(string code) => Urn("resource", code);

    internal string Order(string number) => Urn("order", number);

    internal string Agreement(string terms, int party) => $"{prefix}agreement:{Escaped(terms)}:{Local(party)}";

    internal string Claim(long number) => $"{prefix}claim:{number}";

    internal string Event(Guid id) => Record("event", id);

    internal string Commitment(Guid id) => Record("commitment", id);

    /// <summary>An id that was derived from what a record says may be that of another organisation's record as
    /// well.</summary>
    private string Record(string kind, Guid id) => id.Version == 7 ? $"urn:uuid:{id}" : $"{prefix}{kind}:{id}";

    /// <summary>A person without a number is known by a code that may be a name: only its hash goes out.</summary>
    private string Local(int party) => party == Organisation.OwnParty ? $"organisation:{own}"
        : numbers.TryGetValue(party, out var number) ? $"member:{Escaped(number)}"
        : register[party] is { Kind: "person" } person ? $"person:{EdgeId.OfName($"{own}:person", person.Code)}"
        : $"party:{Escaped(register[party].Code)}";

    private string Urn(string kind, string code) => $"{prefix}{kind}:{Escaped(code)}";

    private static string Escaped(string code) => Uri.EscapeDataString(code);
}
