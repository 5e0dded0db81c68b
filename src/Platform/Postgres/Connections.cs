using System.Text.RegularExpressions;
using Npgsql;

namespace Meent.Platform.Postgres;

/// <summary>How the owner, who migrates, and the program, which owns nothing, reach a database.</summary>
internal sealed partial record Connections(string ForOwner, string ForApp)
{
    public const string AppRole = "meent_app";
    private const int AppPool = 30;

    public static Connections ToPrivate(string socketFolder)
    {
        var app = Owner(socketFolder, Cluster.Database);
        app.Username = AppRole;
        app.Pooling = true;
        app.MaxPoolSize = AppPool;
        return new Connections(Owner(socketFolder, Cluster.Database).ConnectionString, app.ConnectionString);
    }

    /// <summary>A server of somebody else's (MEENT_DB): the given user migrates, and steps down to work.</summary>
    public static Outcome<Connections> ToGiven(string text)
    {
        if (Parse(text) is not { Host: not null } given)
        {
            return Refusals.DatabaseNotUnderstood;
        }
        given.ApplicationName ??= "meent";
        given.Timezone = "UTC";
        var owner = new NpgsqlConnectionStringBuilder(given.ConnectionString) { Pooling = false, CommandTimeout = 0 };
        // Said at the start of the session, so that a reset between two uses of the connection returns to it.
        given.Options = $"{given.Options} -c role={AppRole}".Trim();
        return new Connections(owner.ConnectionString, given.ConnectionString);
    }

    public static NpgsqlConnectionStringBuilder Owner(string socketFolder, string database) => new()
    {
        Host = socketFolder,
        Username = Cluster.Owner,
        Database = database,
        ApplicationName = "meent",
        Timezone = "UTC",
        Pooling = false,
        CommandTimeout = 0,
    };

    private static NpgsqlConnectionStringBuilder? Parse(string text)
    {
        try
        {
            if (text.StartsWith("postgres://", StringComparison.Ordinal)
                || text.StartsWith("postgresql://", StringComparison.Ordinal))
            {
                return FromUri(new Uri(text));
            }
            return text.Contains(';', StringComparison.Ordinal) || !LibpqPart().IsMatch(text)
                ? new NpgsqlConnectionStringBuilder(text)
                : FromParts(LibpqPart().Matches(text).Select(m =>
                    (m.Groups["key"].Value, Unquoted(m.Groups["value"].Value))));
        }
        catch (Exception e) when (e is ArgumentException or UriFormatException or FormatException)
        {
            return null;
        }
    }

    private static NpgsqlConnectionStringBuilder FromUri(Uri uri)
    {
        var credentials = uri.UserInfo.Split(':', 2);
        var parts = uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=', 2))
            .Select(p => (p[0], Uri.UnescapeDataString(p.ElementAtOrDefault(1) ?? "")))
            .ToList();
        parts.Insert(0, ("dbname", Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'))));
        parts.Insert(0, ("user", Uri.UnescapeDataString(credentials[0])));
        parts.Insert(0, ("password", Uri.UnescapeDataString(credentials.ElementAtOrDefault(1) ?? "")));
        parts.Insert(0, ("host", Uri.UnescapeDataString(uri.Host)));
        parts.Insert(0, ("port", uri.Port > 0 ? $"{uri.Port}" : ""));
        return FromParts(parts);
    }

    private static NpgsqlConnectionStringBuilder FromParts(IEnumerable<(string Key, string Value)> parts)
    {
        var builder = new NpgsqlConnectionStringBuilder();
        foreach (var (key, value) in parts.Where(p => p.Value.Length > 0))
        {
            builder[OurNameOf(key)] = key == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        return builder;
    }

    private static string OurNameOf(string libpqKey) => libpqKey switch
    {
        "dbname" => "Database",
        "user" => "Username",
        "sslmode" => "SSL Mode",
        "sslrootcert" => "Root Certificate",
        "application_name" => "Application Name",
        "connect_timeout" => "Timeout",
        _ => libpqKey,
    };

    private static string Unquoted(string value) =>
        value.StartsWith('\'')
            ? value[1..^1].Replace("\\'", "'", StringComparison.Ordinal).Replace(@"\\", @"\", StringComparison.Ordinal)
            : value;

    [GeneratedRegex(@"\G\s*(?<key>[a-z_]+)\s*=\s*(?<value>'(?:[^'\\]|\\.)*'|[^\s']+)\s*")]
    private static partial Regex LibpqPart();
}
