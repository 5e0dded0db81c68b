using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Meent.Tests.House;

public class Keeping_files_readable
{
    private const int MostLines = 400;
    private const int MostLinesOfFunction = 60;
    private const int WidestLine = 120;

    private static readonly string[] Rooms =
    [
        ".ci", ".editorconfig", ".gitattributes", ".gitignore", "ARCHITECTURE.md", "BannedSymbols.txt", "CHANGELOG.md",
        "CONTRIBUTING.md", "Directory.Build.props", "Directory.Packages.props", "GLOSSARY.md", "LICENSE", "Meent.slnx",
        "README.md", "SECURITY.md", "STYLE.md", "THIRD-PARTY.md", "bench", "demo", "docs", "global.json", "meent",
        "scripts", "src", "test", "tests",
    ];

    [Fact]
    public void The_root_holds_only_what_belongs_there() =>
        Repository.RootEntries().Except(Rooms).ShouldBeEmpty();

    [Fact]
    public void A_file_has_at_most_400_lines() =>
        Exemptions.Check("file-lines", Source.All
            .Select(s => new Finding(s.Path, s.Lines.Length - 1))
            .Where(f => f.Amount > MostLines));

    [Fact]
    public void A_line_has_at_most_120_characters() =>
        Exemptions.Check("line-width", Repository.Files("src", ".cs", ".sql")
            .Concat(Repository.Files("tests", ".cs", ".sql"))
            .Select(f => new Finding(f, Repository.Read(f).Split('\n').Max(l => l.Length)))
            .Where(f => f.Amount > WidestLine));

    [Fact]
    public void A_function_has_at_most_60_lines() =>
        Exemptions.Check("function-lines", Source.All
            .SelectMany(s => s.Tree.DescendantNodes().Where(IsFunction)
                .Select(n => new Finding($"{s.Path}#{NameOf(n)}", LinesOf(n))))
            .Where(f => f.Amount > MostLinesOfFunction));

    [Fact]
    public void A_warning_is_switched_off_only_with_its_reason()
    {
        var projects = Repository.Files("", ".csproj", ".props", ".targets")
            .Where(f => Repository.Read(f).Contains("NoWarn", StringComparison.Ordinal));
        var pragmas = Source.All.SelectMany(s => s.Lines
            .Where(l => l.TrimStart().StartsWith("#pragma warning disable") && !l.Contains("//"))
            .Select(l => $"{s.Path}: {l.Trim()}"));
        projects.Concat(pragmas).ShouldBeEmpty();
    }

    [Fact]
    public void Every_exemption_belongs_to_a_rule_that_is_checked()
    {
        var rules = Source.Tests
            .SelectMany(s => s.Nodes<InvocationExpressionSyntax>())
            .Where(i => i.Expression.ToString() == "Exemptions.Check")
            .Select(i => Source.Text(i.ArgumentList.Arguments[0].Expression));
        Exemptions.Rules.Except(rules).ShouldBeEmpty();
    }

    private static bool IsFunction(SyntaxNode node) =>
        node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax;

    private static string NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        LocalFunctionStatementSyntax local => local.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => node.GetType().Name,
    };

    private static int LinesOf(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
