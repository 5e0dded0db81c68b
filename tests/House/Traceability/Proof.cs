using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Meent.Tests.House.Traceability;

/// <summary>A test that says it proves an id.</summary>
/// <param name="Room">Folder of the test below tests, such as Spine/Claims.</param>
internal sealed record Proof(string Id, string Room, string Test, bool Partly)
{
    /// <summary>What all tests say, read from their sources.</summary>
    public static IReadOnlyList<Proof> All { get; } = [.. Source.Tests.SelectMany(In)];

    private static IEnumerable<Proof> In(Source source) =>
        from attribute in source.Nodes<AttributeSyntax>()
        where attribute.Name.ToString() is "Proves" or "ProvesAttribute"
        let partly = attribute.ArgumentList?.Arguments.Any(a => a.NameEquals?.Name.Identifier.Text == "Partly") == true
        let type = attribute.Ancestors().OfType<TypeDeclarationSyntax>().First().Identifier.Text
        let method = attribute.Ancestors().OfType<MethodDeclarationSyntax>().FirstOrDefault()?.Identifier.Text
        from argument in attribute.ArgumentList?.Arguments ?? []
        let id = argument.NameEquals is null ? Source.Text(argument.Expression) : null
        where id is not null
        select new Proof(id, source.Folder, method is null ? type : $"{type}.{method}", partly);
}
