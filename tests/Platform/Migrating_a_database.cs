using Dapper;
using Meent.Kernel;
using Meent.Platform;
using Meent.Platform.Migrations;
using Npgsql;

namespace Meent.Tests;

public sealed class Migrating_a_database
{
    private static readonly Migration first = new("parcel", 1, "parcel", "create schema parcel");
    private static readonly Migration second = new("parcel", 2, "hedge", "create table parcel.hedge ()");

    [Fact]
    public async Task records_each_file_that_was_applied()
    {
        await using var test = await TestInstallation.New(new ParcelModule());
        await using var owner = new NpgsqlConnection(test.Owner);

        var names = await owner.QueryAsync<string>(
            "select module || ' ' || number || ' ' || name from platform.migration order by module, number");

        names.ShouldBe(["parcel 1 parcel", "platform 1 platform"]);
    }

    [Fact]
    public async Task again_changes_nothing()
    {
        await using var test = await TestInstallation.New(new ParcelModule());

        (await Again(test)).ShouldBeNull();
    }

    [Fact]
    public async Task whose_file_was_changed_afterwards_is_refused()
    {
        await using var test = await TestInstallation.New(new ParcelModule());
        await Tamper(test, "update platform.migration set sha256 = 'other' where module = 'parcel'");

        var refusal = (await Again(test)).ShouldNotBeNull();

        refusal.Code.ShouldBe("platform.migration_changed");
        refusal.Fact("name").ShouldBe("001_parcel");
    }

    [Fact]
    public async Task that_knows_more_than_the_program_is_refused()
    {
        await using var test = await TestInstallation.New(new ParcelModule());
        await Tamper(test, "insert into platform.migration values ('parcel', 2, 'hedge', 'abc')");

        var refusal = (await Again(test)).ShouldNotBeNull();

        refusal.Code.ShouldBe("platform.migration_unknown");
        refusal.Fact("name").ShouldBe("002_hedge");
    }

    [Fact]
    public void with_a_number_left_out_is_refused()
    {
        MigrationPlan.Of([second], []).Refusal!.Code.ShouldBe("platform.migration_gap");
        MigrationPlan.Of([first, second], [new("parcel", 2, "hedge", second.Sha256)])
            .Refusal!.Code.ShouldBe("platform.migration_gap");
    }

    [Fact]
    public void applies_only_what_is_missing()
    {
        MigrationPlan.Of([first, second], [new("parcel", 1, "parcel", first.Sha256)]).Value.ShouldBe([second]);
    }

    [Fact]
    public void does_not_mind_how_lines_end()
    {
        new Migration("parcel", 1, "parcel", "a\r\nb").Sha256.ShouldBe(new Migration("parcel", 1, "x", "a\nb").Sha256);
    }

    private static async Task<Refusal?> Again(TestInstallation test)
    {
        await using var owner = new NpgsqlConnection(test.Owner);
        await owner.OpenAsync();
        var known = Migration.Of([new PlatformModule(), new ParcelModule()]);
        return (await Migrator.Migrate(owner, known, CancellationToken.None)).Refusal;
    }

    private static async Task Tamper(TestInstallation test, string sql)
    {
        await using var owner = new NpgsqlConnection(test.Owner);
        await owner.ExecuteAsync(sql);
    }
}
