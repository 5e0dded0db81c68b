using Npgsql;
using NpgsqlTypes;

namespace Meent.Flows.RecordEvents;

/// <summary>Cells that may be empty, for a binary COPY.</summary>
internal static class Nulls
{
    internal static void WriteOrNull(this NpgsqlBinaryImporter import, long? value)
    {
        if (value is { } v)
        {
            import.Write(v, NpgsqlDbType.Bigint);
        }
        else
        {
            import.WriteNull();
        }
    }

    internal static void WriteOrNull(this NpgsqlBinaryImporter import, int? value)
    {
        if (value is { } v)
        {
            import.Write(v, NpgsqlDbType.Integer);
        }
        else
        {
            import.WriteNull();
        }
    }

    internal static void WriteOrNull(this NpgsqlBinaryImporter import, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            import.WriteNull();
        }
        else
        {
            import.Write(value, NpgsqlDbType.Text);
        }
    }
}
