using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Meent.Tests.House;

public partial class Choosing_words
{
    private static readonly string[] EmptyNames =
        ["Manager", "Helper", "Helpers", "Util", "Utils", "Service", "Processor", "Info", "Data", "Dto", "Impl"];

    // Words that tell of a workplace and not of the product, turned by thirteen letters: this file is searched as well.
    private static readonly string[] Turned =
        ["/jbex/", "naguebcvp", "pynhqr", "punggcg", "bcranv", "pbcvybg", "yyz", "fhontrag", "fho-ntrag"];

    [Fact]
    public void The_spine_does_not_know_what_a_hub_trades() =>
        Exemptions.Check("spine-words", new[] { "src/Spine", "src/Kernel", "src/Platform" }
            .SelectMany(folder => Repository.Files(folder, ".cs", ".sql"))
            .Where(file => !file.Contains("/Languages/", StringComparison.Ordinal))
            .SelectMany(file => DairyWord().Matches(Repository.Read(file))
                .Select(m => new Finding($"{file}#{m.Value.ToLowerInvariant()}"))));

    [Fact]
    public void A_type_is_named_after_what_it_is() =>
        Exemptions.Check("type-names", Source.All
            .SelectMany(s => s.Nodes<BaseTypeDeclarationSyntax>()
                .Where(t => EmptyNames.Contains(LastWord().Match(t.Identifier.Text).Value))
                .Select(t => new Finding($"{s.Path}#{t.Identifier.Text}"))));

    [Fact]
    public void The_product_speaks_of_itself_only()
    {
        var words = new Regex(
            string.Join('|', Turned.Select(w => w[0] == '/' ? Regex.Escape(Turn(w)) : $@"\b{Regex.Escape(Turn(w))}\b")),
            RegexOptions.IgnoreCase);
        Repository.Files("")
            .Where(f => !IsBinary(f))
            .SelectMany(f => words.Matches(Repository.Read(f)).Select(m => $"{f}: {m.Value}"))
            .Distinct()
            .ShouldBeEmpty();
    }

    [Fact]
    public void A_command_in_the_documents_exists()
    {
        var commands = Source.Program
            .SelectMany(s => s.Nodes<BaseObjectCreationExpressionSyntax>())
            .Where(c => MakesCommand(c) && c.ArgumentList is { Arguments.Count: > 0 })
            .Select(c => Source.Text(c.ArgumentList!.Arguments[0].Expression))
            .ToHashSet();
        Repository.Files("", ".md")
            .SelectMany(f => MeentCommand().Matches(Repository.Read(f))
                .Where(m => !commands.Contains(m.Groups[1].Value))
                .Select(m => $"{f}: {m.Value}"))
            .ShouldBeEmpty();
    }

    [Fact]
    public void A_link_in_the_documents_leads_somewhere() =>
        Repository.Files("", ".md")
            .SelectMany(f => Link().Matches(Repository.Read(f)).Select(m => m.Groups[1].Value)
                .Where(link => !Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(f)!, link)))
                .Select(link => $"{f}: {link}"))
            .ShouldBeEmpty();

    /// <summary>new Command("close", ...), or new("close", ...) in a method that gives a Command.</summary>
    private static bool MakesCommand(BaseObjectCreationExpressionSyntax made) =>
        made is ObjectCreationExpressionSyntax named
        ? named.Type.ToString() == "Command"
        : made.Ancestors().OfType<MethodDeclarationSyntax>().FirstOrDefault()?.ReturnType.ToString() == "Command";

    private static bool IsBinary(string file) =>
        File.ReadAllBytes(Repository.Path(file)).Take(4096).Contains((byte)0);

    private static string Turn(string word) => string.Concat(word.Select(c =>
        char.IsAsciiLetterLower(c) ? (char)('a' + ((c - 'a' + 13) % 26)) : c));

    [GeneratedRegex(@"\b(milk|cows?|dairy|cattle|udder|butterfat|calf|calves|lactometer|farmers?|feed)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex DairyWord();

    [GeneratedRegex("[A-Z][a-z0-9]*$")]
    private static partial Regex LastWord();

    [GeneratedRegex(@"\]\((?!https?:|mailto:|#)([^)#\s]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\./meent ([a-z][a-z-]*)")]
    private static partial Regex MeentCommand();
}
