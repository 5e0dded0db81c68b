using Dapper;
using Meent.Host;
using Npgsql;

namespace Meent.Tests.House.Schema;

/// <summary>What holds for the tables of all modules, asked of a database that has been built from nothing.</summary>
public class Building_the_schema
{
    /// <summary>What belongs to the installation and to no organisation.</summary>
    private static readonly string[] InstallationWide = ["platform.migration", "parties.directory"];

    [Theory]
    [InlineData("keys_without_organisation.sql")]
    [InlineData("unique_indexes_without_organisation.sql")]
    [InlineData("tables_without_row_security.sql")]
    [InlineData("triggers.sql")]
    public async Task Nothing_is_against_the_rule(string question)
    {
        await using var test = await TestInstallation.New([.. Modules.All]);
        await using var connection = new NpgsqlConnection(test.Owner);
        var sql = Repository.Read($"tests/House/Schema/{question}");
        var rows = await connection.QueryAsync(sql, new { installationWide = InstallationWide });
        rows.Select(r => string.Join(' ', ((IDictionary<string, object>)r).Values)).ShouldBeEmpty();
    }
}
