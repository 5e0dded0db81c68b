using System.Reflection;
using System.Text.RegularExpressions;

namespace Meent.Tests.House.Schema;

/// <summary>An SQL statement of the program: a constant that begins with the word of one.</summary>
internal sealed partial record Statement(string Type, string Field, string Sql)
{
    private const BindingFlags Own =
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly IReadOnlyList<Statement> Constants =
    [
        .. Room.All.SelectMany(r => r.Assembly.GetTypes())
            .SelectMany(t => t.GetFields(Own).Where(f => f.IsLiteral && f.FieldType == typeof(string))
                .Select(f => new Statement(t.FullName!, f.Name, ((string)f.GetRawConstantValue()!).Trim())))
            .OrderBy(s => s.Type, StringComparer.Ordinal).ThenBy(s => s.Field, StringComparer.Ordinal),
    ];

    /// <summary>What PREPARE takes; the server knows no other kind to prepare.</summary>
    public static IReadOnlyList<Statement> All { get; } = [.. Constants.Where(s => IsStatement(s.Sql))];

    /// <summary>Tables of a session that other statements read and write.</summary>
    public static IReadOnlyList<Statement> Stages { get; } =
        [.. Constants.Where(s => s.Sql.StartsWith("create temp table ", StringComparison.Ordinal))];

    /// <summary>The statement with $1, $2 for @Name; one name is one number wherever it stands.</summary>
    public string Numbered()
    {
        var names = new List<string>();
        return Parameter().Replace(Sql, m =>
        {
            var name = m.Groups[1].Value.ToUpperInvariant();
            if (!names.Contains(name))
            {
                names.Add(name);
            }
            return $"${names.IndexOf(name) + 1}";
        });
    }

    public static bool IsStatement(string text) => Beginning().IsMatch(text);

    [GeneratedRegex(@"^\s*(select|insert\s+into|update|delete\s+from|merge\s+into|with)\s")]
    private static partial Regex Beginning();

    [GeneratedRegex(@"(?<![\w@])@([A-Za-z]\w*)")]
    private static partial Regex Parameter();
}
