using System.Reflection;
using System.Xml.Linq;

namespace Meent.Tests.House;

/// <summary>A project of the program: a room of the house.</summary>
internal sealed record Room(string Name, string Project, IReadOnlyList<string> References)
{
    /// <summary>Every project below src.</summary>
    public static IReadOnlyList<Room> All { get; } = [.. Repository.Files("src", ".csproj").Select(Read)];

    public bool IsPractice => Project.StartsWith("src/Practice/", StringComparison.Ordinal);

    /// <summary>The compiled room. The program lies beside the tests.</summary>
    public Assembly Assembly => Assembly.LoadFrom(
        Path.Combine(AppContext.BaseDirectory, (Name == "Meent.Host" ? "meent" : Name) + ".dll"));

    private static Room Read(string project)
    {
        var references = XDocument.Parse(Repository.Read(project)).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value))
            .Order(StringComparer.Ordinal);
        return new Room(Path.GetFileNameWithoutExtension(project), project, [.. references]);
    }
}
