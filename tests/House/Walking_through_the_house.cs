using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Meent.Tests.House;

public class Walking_through_the_house
{
    /// <summary>Who refers to whom. A practice module refers to the end of the spine, the program to all.</summary>
    private static readonly Dictionary<string, string[]> Spine = new(StringComparer.Ordinal)
    {
        ["Meent.Kernel"] = [],
        ["Meent.Platform"] = ["Meent.Kernel"],
        ["Meent.Parties"] = ["Meent.Platform"],
        ["Meent.Agreements"] = ["Meent.Parties"],
        ["Meent.Flows"] = ["Meent.Agreements"],
        ["Meent.Ledger"] = ["Meent.Parties"],
        ["Meent.Claims"] = ["Meent.Flows", "Meent.Ledger"],
        ["Meent.Settlement"] = ["Meent.Claims"],
    };

    private static readonly HashSet<string> Outside = new(StringComparer.Ordinal)
    {
        "File", "Directory", "FileStream", "StreamReader", "StreamWriter", "Stream", "Console", "Environment",
        "HttpClient", "Random", "Stopwatch", "IClock", "SystemClock", "TimeProvider", "NpgsqlConnection", "Work",
    };

    [Fact]
    public void Projects_refer_to_each_other_as_declared()
    {
        foreach (var room in Room.All.Where(r => r.Name != "Meent.Host"))
        {
            var allowed = room.IsPractice ? ["Meent.Settlement"] : Spine.GetValueOrDefault(room.Name);
            allowed.ShouldNotBeNull($"{room.Project} is no room of the house");
            room.References.ShouldBe(allowed, $"{room.Project}");
        }
    }

    [Fact]
    public void A_practice_module_does_not_know_another()
    {
        var practice = Room.All.Where(r => r.IsPractice).Select(r => r.Name).ToHashSet();
        practice.ShouldNotBeEmpty();
        foreach (var room in Room.All.Where(r => r.Name != "Meent.Host"))
        {
            room.Assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(practice.Contains)
                .ShouldBeEmpty($"{room.Name} refers to practice");
        }
    }

    [Fact]
    public void Only_the_face_of_a_module_is_public() =>
        Exemptions.Check("public-types", Room.All
            .SelectMany(r => r.Assembly.GetExportedTypes()
                .Where(t => !t.IsNested && t.Namespace != r.Name && !IsPage(t))
                .Select(t => new Finding(t.FullName!))));

    [Fact]
    public void A_rule_does_no_input_or_output_and_reads_no_clock()
    {
        var rules = Source.Program.Where(s => s.Namespace.Split('.').Contains("Rules")).ToList();
        rules.ShouldNotBeEmpty();
        var usings = rules.SelectMany(s => s.Nodes<UsingDirectiveSyntax>()
            .Where(u => u.Name?.ToString() is { } n
                && (n is "Npgsql" or "Dapper" || n.StartsWith("System.IO") || n.StartsWith("System.Net")))
            .Select(u => new Finding($"{s.Path}#{u.Name}")));
        var names = rules.SelectMany(s => s.Nodes<IdentifierNameSyntax>()
            .Where(n => Outside.Contains(n.Identifier.Text) && !IsMember(n))
            .Select(n => new Finding($"{s.Path}#{n.Identifier.Text}")));
        Exemptions.Check("rules-outside", usings.Concat(names));
    }

    [Fact]
    public void Nothing_that_counts_is_a_binary_fraction()
    {
        var counted = Source.Program.Where(s => !s.Path.StartsWith("src/Practice/Planning/", StringComparison.Ordinal));
        var words = counted.SelectMany(s => s.Tokens(SyntaxKind.DoubleKeyword, SyntaxKind.FloatKeyword)
            .Select(t => new Finding($"{s.Path}#{t.Text}")));
        var literals = counted.SelectMany(s => s.Tokens(SyntaxKind.NumericLiteralToken)
            .Where(t => t.Value is double or float)
            .Select(t => new Finding($"{s.Path}#{t.Text}")));
        Exemptions.Check("binary-fractions", words.Concat(literals));
    }

    /// <summary>The name behind a point belongs to what stands before it.</summary>
    private static bool IsMember(IdentifierNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax access && access.Name == name;

    /// <summary>Razor compiles its pages as public types.</summary>
    private static bool IsPage(Type type)
    {
        for (var t = type.BaseType; t is not null; t = t.BaseType)
        {
            if (t.FullName == "Microsoft.AspNetCore.Components.ComponentBase")
            {
                return true;
            }
        }

        return false;
    }
}
