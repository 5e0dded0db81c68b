using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Meent.Tests.House;

/// <summary>A C# file, parsed.</summary>
internal sealed record Source(string Path, string[] Lines, CompilationUnitSyntax Tree)
{
    /// <summary>Everything in src.</summary>
    public static IReadOnlyList<Source> Program { get; } = Load("src");

    /// <summary>Everything in tests.</summary>
    public static IReadOnlyList<Source> Tests { get; } = Load("tests");

    public static IEnumerable<Source> All => Program.Concat(Tests);

    /// <summary>The namespace of the file; it has one.</summary>
    public string Namespace =>
        Tree.Members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() ?? "";

    /// <summary>The folder below src or tests, such as Spine/Claims.</summary>
    public string Folder => string.Join('/', Path.Split('/')[1..^1]);

    public IEnumerable<T> Nodes<T>() where T : SyntaxNode => Tree.DescendantNodes().OfType<T>();

    public IEnumerable<SyntaxToken> Tokens(params SyntaxKind[] kinds) =>
        Tree.DescendantTokens().Where(t => kinds.Contains(t.Kind()));

    /// <summary>Path and line, the way a compiler names a place.</summary>
    public string At(SyntaxNodeOrToken place) =>
        $"{Path}:{place.GetLocation()!.GetLineSpan().StartLinePosition.Line + 1}";

    /// <summary>The value of a text literal; null for anything else.</summary>
    public static string? Text(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal
            ? literal.Token.ValueText
            : null;

    private static List<Source> Load(string folder) =>
        [.. Repository.Files(folder, ".cs").Select(path =>
        {
            var text = Repository.Read(path);
            var tree = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview));
            return new Source(path, text.Split('\n'), tree.GetCompilationUnitRoot());
        })];
}
