using Dapper;
using Meent.Host;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Npgsql;

namespace Meent.Tests.House.Schema;

/// <summary>The server reads every statement with the schema of the program before anybody runs it.</summary>
public sealed class Preparing_the_statements(MigratedBooks books) : IClassFixture<MigratedBooks>
{
    /// <summary>Puts any stage into any table, so its statement is known only when it runs.</summary>
    private const string Bulk = "src/Platform/Bulk.cs";

    public static TheoryData<string, string> Statements { get; } =
        new(Statement.All.Select(s => (s.Type, s.Field)));

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task The_server_understands(string type, string field)
    {
        var statement = Statement.All.Single(s => s.Type == type && s.Field == field);
        await using var connection = await books.App.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var stage in Statement.Stages)
        {
            await connection.ExecuteAsync(stage.Sql);
        }

        string? said = null;
        try
        {
            await connection.ExecuteAsync($"prepare understood as {statement.Numbered()}");
            await connection.ExecuteAsync("deallocate understood");
        }
        catch (PostgresException e)
        {
            said = e.MessageText;
        }

        said.ShouldBeNull($"{type}.{field}");
    }

    [Fact]
    public void A_statement_stands_in_a_constant_and_nowhere_else() =>
        Source.Program.Where(s => s.Path != Bulk)
            .SelectMany(s => s.Nodes<ExpressionSyntax>()
                .Where(e => Statement.IsStatement(Beginning(e)) && !IsConstant(e))
                .Select(e => s.At(e)))
            .ShouldBeEmpty();

    private static bool IsConstant(ExpressionSyntax expression) =>
        expression.Ancestors().OfType<FieldDeclarationSyntax>().Any(f => f.Modifiers.Any(m => m.Text == "const"));

    private static string Beginning(ExpressionSyntax expression) => expression switch
    {
        InterpolatedStringExpressionSyntax { Contents: [InterpolatedStringTextSyntax text, ..] } =>
            text.TextToken.ValueText,
        _ => Source.Text(expression) ?? "",
    };
}

/// <summary>One database with the schema of all modules.</summary>
public sealed class MigratedBooks : IAsyncLifetime
{
    private TestInstallation books = null!;

    internal NpgsqlDataSource App => books.Installation.App;

    public async ValueTask InitializeAsync() => books = await TestInstallation.New([.. Modules.All]);

    public ValueTask DisposeAsync() => books.DisposeAsync();
}
