using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Meent.Platform.Migrations;

/// <summary>One numbered file of statements of a module.</summary>
internal sealed partial record Migration(string Module, int Number, string Name, string Sql)
{
    private const string Prefix = "Schema.";

    /// <summary>The fingerprint by which a later change is seen. How lines end does not count.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Sql.Replace("\r", "", StringComparison.Ordinal))));

    /// <summary>The files of all modules in the order in which they are applied.</summary>
    public static IReadOnlyList<Migration> Of(IEnumerable<IModule> modules) =>
    [
        .. modules.OrderBy(m => m.Order).ThenBy(m => m.Name, StringComparer.Ordinal)
            .SelectMany(m => Of(m).OrderBy(f => f.Number))
    ];

    private static IEnumerable<Migration> Of(IModule module)
    {
        var assembly = module.GetType().Assembly;
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (FileName().Match(resource) is { Success: true } match)
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
                var number = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
                yield return new Migration(module.Name, number, match.Groups[2].Value, reader.ReadToEnd());
            }
            else if (resource.StartsWith(Prefix, StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"{module.Name}: {resource} is not named NNN_name.sql.");
            }
        }
    }

    [GeneratedRegex(@"^Schema\.(\d{3})_([a-z0-9_]+)\.sql$")]
    private static partial Regex FileName();
}
