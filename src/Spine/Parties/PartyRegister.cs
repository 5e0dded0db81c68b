using Dapper;
using Meent.Kernel;
using Meent.Platform;
using NodaTime;

namespace Meent.Parties;

/// <summary>A party as the books know it.</summary>
public sealed record Party(
    int Id, string Code, string Kind, string Role, string Name, string Language, string Phone, bool Provisional);

/// <summary>A number held by a party from a day to a day; open ends are null.</summary>
public sealed record Membership(
    string Number, int PartyId, LocalDate? From, LocalDate? Until, string Class, long? ExpectedPerDay);

/// <summary>The parties and numbers of one organisation in memory, for an import or a close.</summary>
public sealed class PartyRegister
{
    private readonly Dictionary<string, List<Membership>> byNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Party> byCode = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, Party> byId = [];
    private readonly List<Party> provisional = [];
    private int lastId = Organisation.OwnParty;

    public IEnumerable<Party> All => byId.Values;

    public IEnumerable<Membership> Memberships => byNumber.Values.SelectMany(m => m);

    public Party this[int id] => byId[id];

    public static async Task<PartyRegister> Load(Work work, CancellationToken ct)
    {
        var register = new PartyRegister();
        var parties = await work.Connection.QueryAsync<(int, string, string, string, string, string, string, bool)>(
            new CommandDefinition(AllParties, new { work.OrgId }, work.Transaction, cancellationToken: ct));
        foreach (var (id, code, kind, role, name, language, phone, known) in parties)
        {
            register.Keep(new Party(id, code, kind, role, name, language, phone, known));
        }

        var memberships = await work.Connection.QueryAsync<(string, int, DateOnly?, DateOnly?, string, long?)>(
            new CommandDefinition(AllMemberships, new { work.OrgId }, work.Transaction, cancellationToken: ct));
        foreach (var (number, party, from, until, membershipClass, perDay) in memberships)
        {
            register.Keep(new Membership(
                number, party, from?.ToLocalDate(), until?.ToLocalDate(), membershipClass, perDay));
        }

        return register;
    }

    public Party? ByCode(string code) => byCode.GetValueOrDefault(code);

    /// <summary>Who holds a number on a day; outside every range the one who held it nearest before, else first
    /// after.</summary>
    public int? ByNumber(string number, LocalDate day)
    {
        if (!byNumber.TryGetValue(number, out var held))
        {
            return null;
        }

        if (held.Count == 1)
        {
            return held[0].PartyId;
        }

        return (held.FindLast(m => m.From is null || m.From <= day) ?? held[0]).PartyId;
    }

    /// <summary>Who holds a number on a day; null outside every range.</summary>
    public int? HolderOn(string number, LocalDate day) =>
        byNumber.TryGetValue(number, out var held)
        && held.FindLast(m => m.From is null || m.From <= day) is { } last
        && (last.Until is null || last.Until >= day)
            ? last.PartyId
            : null;

    public bool HasNumber(string number) => byNumber.ContainsKey(number);

    /// <summary>No register knows it, neither as a number nor as a person.</summary>
    public bool IsFree(string number) => number.Length > 0 && !HasNumber(number) && !byCode.ContainsKey(number);

    /// <summary>Gives a number that no register holds a provisional party, without a beginning: which of its records
    /// comes first says nothing. Written by <see cref="WriteProvisional"/>.</summary>
    public int AddProvisional(string number, string language)
    {
        var party = new Party(NextId(), number, "person", "member", number, language, "", true);
        Keep(party);
        Keep(new Membership(number, party.Id, null, null, "", null));
        provisional.Add(party);
        return party.Id;
    }

    public int NextId() => lastId + 1;

    public void Keep(Party party)
    {
        byId[party.Id] = party;
        lastId = Math.Max(lastId, party.Id);
        byCode[party.Code] = party;
    }

    public void Keep(Membership membership)
    {
        if (!byNumber.TryGetValue(membership.Number, out var held))
        {
            byNumber[membership.Number] = held = [];
        }

        held.RemoveAll(m => m.From == membership.From);
        held.Add(membership);
        held.Sort((a, b) => (a.From ?? LocalDate.MinIsoValue).CompareTo(b.From ?? LocalDate.MinIsoValue));
    }

    /// <summary>Writes the provisional parties that were added since the last call.</summary>
    public async Task WriteProvisional(Work work, CancellationToken ct)
    {
        if (provisional.Count == 0)
        {
            return;
        }

        await work.Connection.ExecuteAsync(new CommandDefinition(
            InsertProvisional,
            new
            {
                work.OrgId,
                Written = await work.Written(ct),
                Ids = provisional.Select(p => p.Id).ToArray(),
                Numbers = provisional.Select(p => p.Code).ToArray(),
                Languages = provisional.Select(p => p.Language).ToArray(),
            },
            work.Transaction,
            cancellationToken: ct));
        provisional.Clear();
    }

    private const string AllParties = """
        select party_id, code, kind, role, name, language::text, phone, provisional
        from parties.party where org_id = @OrgId order by party_id limit 10000000
        """;

    private const string AllMemberships = """
        select number, party_id, lower(valid), upper(valid) - 1, class, expected_per_day
        from parties.membership where org_id = @OrgId order by number, valid limit 10000000
        """;

    private const string InsertProvisional = """
        with p as (
          insert into parties.party (org_id, party_id, code, kind, role, name, language, provisional, written_id)
          select @OrgId, id, number, 'person', 'member', number, language, true, @Written
          from unnest(@Ids::int[], @Numbers::text[], @Languages::text[]) as u (id, number, language))
        insert into parties.membership (org_id, number, valid, party_id, class, written_id)
        select @OrgId, number, daterange(null, null), id, '', @Written
        from unnest(@Ids::int[], @Numbers::text[]) as u (id, number)
        """;
}
