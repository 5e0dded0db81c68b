using Dapper;
using Meent.Parties;
using Meent.Settlement;
using Npgsql;

namespace Meent.Tests.Federating;

/// <summary>Two organisations in one installation: neither can open the books of the other.</summary>
[Collection(Pair.Demo)]
public sealed class Keeping_apart : IAsyncLifetime
{
    private const string Tables = """
        select n.nspname || '.' || c.relname from pg_catalog.pg_class c
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped
        where c.relkind in ('r', 'p') and not c.relispartition
          and n.nspname in (select module from platform.migration)
        order by 1
        """;

    private Pair pair = null!;

    public async ValueTask InitializeAsync()
    {
        pair = await Pair.New();
        await pair.Close("2026-10");
    }

    public async ValueTask DisposeAsync() => await pair.DisposeAsync();

    [Fact]
    [Proves("AT-V1-1")]
    [Proves("NF12", Partly = true)]
    public async Task no_table_shows_or_takes_a_row_of_the_other()
    {
        var (one, two) = (await Number(Pair.One), await Number(Pair.Two));
        var filled = 0;
        foreach (var table in await AllTables())
        {
            filled += await pair.AskOwner<long>($"select count(*) from {table} where org_id = {two}") > 0 ? 1 : 0;
            await using var work = await pair.Installation.Begin(one, "Jane", "look", default);
            (await work.Connection.ExecuteScalarAsync<long>(
                $"select count(*) from {table} where org_id <> {one}")).ShouldBe(0, table);
            await Refused(work.Connection, $"update {table} set org_id = {two}", table);
            (await Changed(work.Connection, $"delete from {table} where org_id = {two}")).ShouldBe(0, table);
            await RefusedInsert(work.Connection, table, two);
        }

        filled.ShouldBeGreaterThan(20);
    }

    [Fact]
    [Proves("NF12", Partly = true)]
    public async Task the_role_of_the_program_sees_one_organisation_and_without_one_none()
    {
        var (one, two) = (await Number(Pair.One), await Number(Pair.Two));
        await using var connection = await pair.Installation.App.OpenConnectionAsync();
        (await connection.ExecuteScalarAsync<bool>(
            "select rolsuper or rolbypassrls from pg_roles where rolname = current_user")).ShouldBeFalse();
        foreach (var table in await AllTables())
        {
            (await connection.ExecuteScalarAsync<long>($"select count(*) from {table}")).ShouldBe(0, table);
        }

        await connection.ExecuteAsync($"select set_config('meent.org', '{one}', false)");
        (await connection.QueryAsync<int>("select distinct org_id from settlement.statement")).ShouldBe([one]);
        (await connection.ExecuteScalarAsync<string>(
            $"select string_agg(name, ',') from parties.party where org_id = {two}")).ShouldBeNull();
        await connection.ExecuteAsync("select set_config('meent.org', '', false)");
    }

    [Fact]
    [Proves("V1.b", "NF12", Partly = true)]
    public async Task only_the_two_sides_of_an_agreement_hand_anything_over()
    {
        await using var work = await pair.Installation.Begin(await Number(Pair.One), "Jane", "look", default);
        async Task<bool> Hand(string agreement) => await work.Connection.ExecuteScalarAsync<bool>(
            "select flows.hand_over(@agreement)", new { agreement });
        (await Hand("tank-space")).ShouldBeTrue();
        (await Hand("milk")).ShouldBeFalse();
        (await Hand("none")).ShouldBeFalse();
        (await work.Connection.ExecuteScalarAsync<string>("select current_setting('meent.org')"))
            .ShouldBe($"{work.OrgId}");
        var stranger = await Organisation.Admit(pair.Installation, "coop-nine", default);
        await using var other = await pair.Installation.Begin(stranger, "Eve", "look", default);
        (await other.Connection.ExecuteScalarAsync<bool>("select flows.hand_over('tank-space')")).ShouldBeFalse();
        (await other.Connection.ExecuteScalarAsync<bool>("""
            select flows.hand_over_totals('tank-space', 'KES', 202610011, '{202610011}', '{1}')
            """)).ShouldBeFalse();
        await Refused(other.Connection, "select flows.other_side('coop-one', 'tank-space')", "other_side");
        await Refused(other.Connection, "select flows.peer_of('tank-space')", "peer_of");
    }

    [Fact]
    [Proves("NF12", Partly = true)]
    public async Task handing_over_keeps_the_rule_of_the_rows_also_for_an_owner_who_is_bound_by_it()
    {
        await using var bound = await Pair.New();
        await bound.AsOwner("""
            alter function flows.hand_over(text) owner to meent_app;
            alter function flows.hand_over_totals(text, char, int, int[], bigint[]) owner to meent_app;
            grant execute on function flows.peer_of(text), flows.other_side(text, text) to meent_app;
            """);
        var closed = await bound.Close("2026-10");
        closed[Pair.Two].Period.Exchanges.Single().Amount.ShouldBe(-9_000_00);
        (await bound.AskOwner<long>("select count(*) from flows.peer_total")).ShouldBe(2);
    }

    [Fact]
    [Proves("NF12", Partly = true)]
    public async Task nothing_crosses_before_both_have_adopted_the_agreement()
    {
        await using var apart = await Pair.New();
        File.Delete(Path.Combine(apart.Folder(Pair.Two), "terms", "tank-space.json"));
        File.Delete(Path.Combine(apart.Folder(Pair.Two), "agreements.csv"));
        File.Delete(Path.Combine(apart.Folder(Pair.Two), "events.csv"));
        await apart.Import();
        (await apart.AskOwner<long>("select count(*) from flows.counterpart")).ShouldBe(0);
        (await apart.AskOwner<long>("select count(*) from flows.exchange where handed")).ShouldBe(0);
        (await apart.Close("2026-10"))[Pair.One].Exceptions("settlement.unconfirmed_exchange").Count().ShouldBe(30);
    }

    [Fact]
    [Proves("AT-V1-1")]
    public async Task no_command_shows_a_statement_of_the_other_and_no_file_names_its_members()
    {
        var explained = await Explanation.Of(pair.Installation, Pair.One, "0004", "2026-10", default);
        explained.Refusal!.Code.ShouldBe("parties.unknown_member");
        (await Explanation.Of(pair.Installation, Pair.Two, "0004", "2026-10", default)).Value.Name
            .ShouldBe("Kiprono Langat");
        foreach (var (own, other) in ((string, string)[])[(Pair.One, Pair.Two), (Pair.Two, Pair.One)])
        {
            var names = File.ReadLines(Path.Combine(pair.Folder(other), "members.csv")).Skip(1)
                .Select(l => l.Split(',')[1]).ToList();
            var files = Directory.EnumerateFiles(Path.Combine(pair.Out, own), "*", SearchOption.AllDirectories)
                .Select(File.ReadAllText).ToList();
            names.Where(n => files.Exists(f => f.Contains(n, StringComparison.Ordinal))).ShouldBeEmpty();
        }
    }

    private async Task<List<string>> AllTables()
    {
        await using var connection = new NpgsqlConnection(pair.Owner);
        var tables = (await connection.QueryAsync<string>(Tables)).ToList();
        tables.Count.ShouldBeGreaterThan(30);
        return tables;
    }

    private async Task<int> Number(string code) => (await Organisation.Number(pair.Installation, code, default))!.Value;

    /// <summary>Not allowed to the role at all, or refused by the policy of the table; never done.</summary>
    private static async Task Refused(NpgsqlConnection connection, string sql, string what)
    {
        await connection.ExecuteAsync("savepoint before");
        var refused = false;
        try
        {
            // A table without rows of ours has nothing to move.
            refused = await connection.ExecuteAsync(sql) <= 0;
        }
        catch (PostgresException e)
        {
            e.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, what);
            refused = true;
        }

        await connection.ExecuteAsync("rollback to savepoint before");
        refused.ShouldBeTrue(what);
    }

    private static async Task<int> Changed(NpgsqlConnection connection, string sql)
    {
        await connection.ExecuteAsync("savepoint before");
        try
        {
            return await connection.ExecuteAsync(sql);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return 0;
        }
        finally
        {
            await connection.ExecuteAsync("rollback to savepoint before");
        }
    }

    /// <summary>The policy is asked before any constraint: the rest of the row may be missing.</summary>
    private static async Task RefusedInsert(NpgsqlConnection connection, string table, int other)
    {
        await connection.ExecuteAsync("savepoint before");
        var refused = await Should.ThrowAsync<PostgresException>(
            async () => await connection.ExecuteAsync($"insert into {table} (org_id) values ({other})"));
        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, table);
        await connection.ExecuteAsync("rollback to savepoint before");
    }
}
