namespace Meent.Parties.Register;

/// <summary>How a party is paid, and what it takes to change that.</summary>
internal static class Channels
{
    /// <summary>Who confirmed an account that came with the first registration of a party.</summary>
    internal const string FirstRegistration = "first registration";

    internal const string InsertFirst = """
        insert into parties.channel (org_id, party_id, valid, rail, account, entered_by, confirmed_by, written_id)
        select @OrgId, party, daterange(null, null), rail, account, @By, @FirstRegistration, @Written
        from unnest(@Parties::int[], @Rails::text[], @Accounts::text[]) as u (party, rail, account)
        where not exists (
          select from parties.channel c where c.org_id = @OrgId and c.party_id = u.party)
        """;

    internal const string All = """
        select party_id, coalesce(lower(valid), '0001-01-01') as from_day,
          coalesce(upper(valid), '9999-12-31') as until_day, rail, account
        from parties.channel where org_id = @OrgId and confirmed_by is not null
        order by party_id, lower(valid) nulls first, written_id limit 10000000
        """;

    internal const string Proposed = """
        select party_id, coalesce(lower(valid), '0001-01-01') as from_day, rail, account, entered_by
        from parties.channel where org_id = @OrgId and confirmed_by is null
        order by party_id, valid, rail, account limit 1000000
        """;

    /// <summary>Ends the channel in force the day before and starts the confirmed new one; nothing where the one who
    /// confirms proposed it.</summary>
    internal const string Change = """
        with own as (
          select from parties.channel
          where org_id = @OrgId and party_id = @Party and valid = daterange(@From, null) and rail = @Rail
            and account = @Account and entered_by = @Confirmed),
        ended as (
          update parties.channel set valid = daterange(lower(valid), @From)
          where org_id = @OrgId and party_id = @Party and upper_inf(valid) and confirmed_by is not null
            and (lower(valid) is null or lower(valid) < @From) and not exists (select from own))
        insert into parties.channel (org_id, party_id, valid, rail, account, entered_by, confirmed_by, written_id)
        select @OrgId, @Party, daterange(@From, null), @Rail, @Account, @Entered, @Confirmed, @Written
        where not exists (select from own)
        on conflict (org_id, party_id, valid, rail, account) do update set confirmed_by = excluded.confirmed_by
        """;

    /// <summary>Keeps a change that nobody confirmed yet; it is not paid to.</summary>
    internal const string Propose = """
        insert into parties.channel (org_id, party_id, valid, rail, account, entered_by, confirmed_by, written_id)
        values (@OrgId, @Party, daterange(@From, null), @Rail, @Account, @Entered, null, @Written)
        on conflict do nothing
        """;
}
