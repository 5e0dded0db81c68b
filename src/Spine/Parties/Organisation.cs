using Dapper;
using Meent.Kernel;
using Meent.Platform;
using NodaTime;

namespace Meent.Parties;

/// <summary>A keeper of one set of books.</summary>
public sealed record Organisation(int OrgId, OrganisationSettings Settings)
{
    /// <summary>Party id of the organisation in its own books.</summary>
    public const int OwnParty = 1;

    public Currency Currency { get; } = Currency.Of(Settings.Currency);

    public DateTimeZone Zone { get; } = DateTimeZoneProviders.Tzdb[Settings.TimeZone];

    /// <summary>The number under which an organisation keeps its books; null where it keeps none here.</summary>
    public static async Task<int?> Number(Installation installation, string code, CancellationToken ct)
    {
        await using var work = await installation.Begin(0, "meent", "look up", ct);
        return await work.Connection.ExecuteScalarAsync<int?>(
            new CommandDefinition(NumberOf, new { Code = code }, work.Transaction, cancellationToken: ct));
    }

    /// <summary>Begins work in the books of an organisation, and loads it.</summary>
    /// <returns>Work that the caller ends; parties.unknown_organisation, parties.unreadable_organisation.</returns>
    public static async Task<Outcome<(Work Work, Organisation Organisation)>> Open(
        Installation installation, string code, string actor, string command, CancellationToken ct)
    {
        if (await Number(installation, code, ct) is not { } orgId)
        {
            return Refusals.UnknownOrganisation(code);
        }

        var work = await installation.Begin(orgId, actor, command, ct);
        var loaded = await Load(work, code, ct);
        if (loaded.Refused)
        {
            await work.DisposeAsync();
            return loaded.Refusal!;
        }

        return (work, loaded.Value);
    }

    /// <summary>Codes of all organisations that keep books here, in order.</summary>
    public static async Task<IReadOnlyList<string>> All(Installation installation, CancellationToken ct)
    {
        await using var work = await installation.Begin(0, "meent", "look up", ct);
        return (await work.Connection.QueryAsync<string>(
            new CommandDefinition(AllCodes, null, work.Transaction, cancellationToken: ct))).ToList();
    }

    /// <summary>Gives an organisation its number, once.</summary>
    public static async Task<int> Admit(Installation installation, string code, CancellationToken ct)
    {
        await using var work = await installation.Begin(0, "meent", "admit", ct);
        await Alone(work, ct);
        await work.Connection.ExecuteAsync(
            new CommandDefinition(AdmitCode, new { Code = code }, work.Transaction, cancellationToken: ct));
        var number = await work.Connection.ExecuteScalarAsync<int>(
            new CommandDefinition(NumberOf, new { Code = code }, work.Transaction, cancellationToken: ct));
        await work.Commit(ct);
        return number;
    }

    /// <summary>Waits until nobody else takes records into these books; then others wait until this work is
    /// done.</summary>
    public static Task Alone(Work work, CancellationToken ct) => work.Connection.ExecuteAsync(
        new CommandDefinition(WaitForTurn, new { work.OrgId }, work.Transaction, cancellationToken: ct));

    /// <summary>The organisation of this work.</summary>
    public static async Task<Outcome<Organisation>> Load(Work work, string code, CancellationToken ct)
    {
        var json = await work.Connection.ExecuteScalarAsync<string>(
            new CommandDefinition(SettingsOf, new { work.OrgId }, work.Transaction, cancellationToken: ct));
        if (json is null)
        {
            return Refusals.UnknownOrganisation(code);
        }

        return OrganisationSettings.Stored(json).Then<Organisation>(s => new Organisation(work.OrgId, s));
    }

    /// <summary>Takes org.json into the books: new, unchanged or changed. The currency of the books never
    /// changes.</summary>
    public static async Task<Outcome<Organisation>> Take(Work work, string json, CancellationToken ct)
    {
        var parsed = OrganisationSettings.Parse(json);
        if (parsed.Refused)
        {
            return parsed.Refusal!;
        }

        var settings = parsed.Value;
        var stored = await work.Connection.ExecuteScalarAsync<string>(
            new CommandDefinition(SettingsOf, new { work.OrgId }, work.Transaction, cancellationToken: ct));
        if (stored == json)
        {
            return new Organisation(work.OrgId, settings);
        }

        if (stored is not null && OrganisationSettings.Stored(stored).Value.Currency is var was
            && was != settings.Currency)
        {
            return Refusals.CurrencyChanged(was, settings.Currency);
        }

        var written = await work.Written(ct);
        var row = new
        {
            work.OrgId, settings.Id, settings.Name, settings.LegalForm, settings.Country, settings.TimeZone,
            settings.Currency, settings.Language, MainItem = settings.MainItem.Length == 0 ? null : settings.MainItem,
            settings.FiscalYearStart, Json = json, Written = written,
        };
        await work.Connection.ExecuteAsync(new CommandDefinition(Store, row, work.Transaction, cancellationToken: ct));
        await work.Connection.ExecuteAsync(new CommandDefinition(StoreOwn, row, work.Transaction,
            cancellationToken: ct));
        return new Organisation(work.OrgId, settings);
    }

    private const string WaitForTurn = "select pg_advisory_xact_lock(7319003, @OrgId)";

    private const string NumberOf = "select number from parties.directory where code = @Code";

    private const string AllCodes = "select code from parties.directory order by code limit 10000";

    private const string AdmitCode = """
        insert into parties.directory (code, number)
        select @Code, coalesce(max(number), 0) + 1 from parties.directory
        on conflict (code) do nothing
        """;

    private const string SettingsOf =
        "select settings #>> '{}' from parties.organisation where org_id = @OrgId";

    // The text is kept as a JSON string, so that it comes back byte for byte.
    private const string Store = """
        insert into parties.organisation (org_id, code, name, legal_form, country, time_zone, currency, language,
          main_item, fiscal_year_start, settings, written_id)
        values (@OrgId, @Id, @Name, @LegalForm, @Country, @TimeZone, @Currency, @Language, @MainItem,
          @FiscalYearStart, to_jsonb(@Json::text), @Written)
        on conflict (org_id) do update set name = excluded.name, legal_form = excluded.legal_form,
          country = excluded.country, time_zone = excluded.time_zone, language = excluded.language,
          main_item = excluded.main_item, fiscal_year_start = excluded.fiscal_year_start,
          settings = excluded.settings, written_id = excluded.written_id
        """;

    private const string StoreOwn = """
        insert into parties.party (org_id, party_id, code, kind, role, name, language, country, written_id)
        values (@OrgId, 1, '', 'organisation', 'organisation', @Name, @Language, @Country, @Written)
        on conflict (org_id, party_id) do update set name = excluded.name, language = excluded.language
        """;
}
