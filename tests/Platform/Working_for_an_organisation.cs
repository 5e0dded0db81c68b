using Dapper;
using Meent.Platform;
using Npgsql;

namespace Meent.Tests;

public sealed class Working_for_an_organisation : IAsyncLifetime
{
    private const int Beemster = 1;
    private const int Schermer = 2;
    private TestInstallation test = null!;

    public async ValueTask InitializeAsync()
    {
        test = await TestInstallation.New(new ParcelModule());
        foreach (var org in new[] { Beemster, Schermer })
        {
            await using var work = await Begin(org);
            await work.Connection.ExecuteAsync(
                "insert into parcel.field values (@org, 1, 'Long meadow')", new { org });
            await work.Connection.ExecuteAsync(
                "insert into parcel.harvest values (@org, 1, 2026)", new { org });
            await work.Commit(CancellationToken.None);
        }
    }

    public ValueTask DisposeAsync() => test.DisposeAsync();

    [Theory]
    [InlineData("parcel.field")]
    [InlineData("parcel.field_name")]
    [InlineData("parcel.harvest")]
    [InlineData("parcel.harvest_2026")]
    public async Task shows_its_own_rows_only(string table)
    {
        await using var work = await Begin(Beemster);

        var seen = await work.Connection.QueryAsync<int>($"select org_id from {table} order by org_id");

        seen.ShouldBe([Beemster]);
    }

    [Fact]
    public async Task cannot_write_a_row_of_another()
    {
        await using var work = await Begin(Beemster);

        var no = await Should.ThrowAsync<PostgresException>(() => work.Connection.ExecuteAsync(
            "insert into parcel.field values (2, 9, 'Not mine')"));

        no.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task number_zero_sees_the_installation_and_no_organisation()
    {
        await using var work = await Begin(0);
        await work.Connection.ExecuteAsync("insert into parcel.crop values ('BAR', 'Barley')");

        (await work.Connection.ExecuteScalarAsync<int>("select count(*) from parcel.field")).ShouldBe(0);
        (await work.Connection.ExecuteScalarAsync<int>("select count(*) from parcel.crop")).ShouldBe(1);
    }

    [Fact]
    public async Task leaves_no_organisation_behind_on_the_connection()
    {
        await (await Begin(Beemster)).DisposeAsync();
        await using var connection = await test.Installation.App.OpenConnectionAsync();

        (await connection.ExecuteScalarAsync<int>("select count(*) from parcel.field")).ShouldBe(0);
    }

    [Theory]
    [Proves("NF1", Partly = true)]
    [InlineData("update parcel.field set name = 'Short meadow'")]
    [InlineData("delete from parcel.field")]
    [InlineData("truncate parcel.field")]
    [InlineData("update platform.written set actor = 'nobody'")]
    [InlineData("insert into platform.migration values ('parcel', 2, 'x', 'x')")]
    [InlineData("alter table parcel.field disable row level security")]
    [InlineData("create table parcel.mine (x int)")]
    public async Task may_not(string sql)
    {
        await using var work = await Begin(Beemster);

        var no = await Should.ThrowAsync<PostgresException>(() => work.Connection.ExecuteAsync(sql));

        no.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task may_change_what_a_migration_says_may_change()
    {
        await using var work = await Begin(Beemster);
        await work.Connection.ExecuteAsync("insert into parcel.crop values ('BAR', 'Barly')");

        (await work.Connection.ExecuteAsync("update parcel.crop set name = 'Barley'")).ShouldBe(1);
    }

    [Fact]
    public async Task without_commit_leaves_nothing()
    {
        await using (var work = await Begin(Beemster))
        {
            await work.Connection.ExecuteAsync("insert into parcel.field values (1, 2, 'Dike')");
        }
        await using var after = await Begin(Beemster);

        (await after.Connection.ExecuteScalarAsync<int>("select count(*) from parcel.field")).ShouldBe(1);
    }

    [Fact]
    public async Task writes_down_once_who_did_it_and_by_which_command()
    {
        long id;
        await using (var work = await test.Installation.Begin(Beemster, "ann", "AddField", CancellationToken.None))
        {
            id = await work.Written(CancellationToken.None);
            (await work.Written(CancellationToken.None)).ShouldBe(id);
            await work.Commit(CancellationToken.None);
        }
        await using var reader = await Begin(Beemster);
        var row = await reader.Connection.QuerySingleAsync<(int, long, string, string)>(
            "select org_id, written_id, actor, command from platform.written");
        row.ShouldBe((Beemster, id, "ann", "AddField"));

        await using var other = await Begin(Schermer);
        (await other.Connection.ExecuteScalarAsync<int>("select count(*) from platform.written")).ShouldBe(0);
    }

    private Task<Work> Begin(int org) => test.Installation.Begin(org, "ann", "Test", CancellationToken.None);
}
