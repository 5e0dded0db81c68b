using Dapper;
using Meent.Platform;
using Meent.Platform.Postgres;
using Npgsql;

namespace Meent.Tests;

public sealed class Using_a_given_database
{
    [Theory]
    [InlineData("Host=db.coop.example;Port=5433;Database=meent;Username=ann;Password=s3")]
    [InlineData("host=db.coop.example port=5433 dbname=meent user=ann password='s3'")]
    [InlineData("postgresql://ann:s3@db.coop.example:5433/meent")]
    public void is_understood_in_three_ways_of_writing(string text)
    {
        var owner = new NpgsqlConnectionStringBuilder(Connections.ToGiven(text).Value.ForOwner);

        (owner.Host, owner.Port, owner.Database, owner.Username, owner.Password)
            .ShouldBe(("db.coop.example", 5433, "meent", "ann", "s3"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Colour=green;Database=meent")]
    [InlineData("dbname=meent")]
    public void that_is_not_understood_is_refused(string text) =>
        Connections.ToGiven(text).Refusal!.Code.ShouldBe("platform.database_not_understood");

    [Fact]
    public async Task that_does_not_answer_is_refused()
    {
        using var folder = new TestFolder();
        var options = new InstallationOptions(folder.Path, "Host=/nowhere;Username=ann;Database=meent", "0.1.0");

        var opened = await Installation.Open(options, [], CancellationToken.None);

        opened.Refusal!.Code.ShouldBe("platform.database_not_reachable");
    }

    [Fact]
    public async Task works_as_the_role_that_owns_nothing_even_after_a_reset()
    {
        await using var test = await TestInstallation.New(new ParcelModule());
        await using var connection = await test.Installation.App.OpenConnectionAsync();

        (await connection.ExecuteScalarAsync<string>("select current_user")).ShouldBe("meent_app");
        await connection.ExecuteAsync("discard all");
        (await connection.ExecuteScalarAsync<string>("select current_user")).ShouldBe("meent_app");
    }
}
