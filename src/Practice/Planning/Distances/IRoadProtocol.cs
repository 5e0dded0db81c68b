using System.Text.Json;

namespace Meent.Planning.Distances;

/// <summary>A part of a square: rows From..From+Rows, columns To..To+Columns of all points.</summary>
internal readonly record struct Block(int From, int Rows, int To, int Columns)
{
    public bool IsWhole(int size) => Rows == size && Columns == size;
}

/// <summary>How one kind of road server is asked for a matrix.</summary>
internal interface IRoadProtocol
{
    string Name { get; }

    string UsualProfile { get; }

    /// <summary>Most rows and columns of a question, where a server takes so many places at once.</summary>
    int Side(int points, int most);

    HttpRequestMessage Ask(string server, string profile, IReadOnlyList<GeoPoint> points, Block block);

    /// <summary>Why the server did not answer; null where it did.</summary>
    string? Complaint(JsonElement answer);

    /// <summary>Metres and seconds of one cell, both null where there is no way. Throws what JSON throws where the
    /// answer is of another shape.</summary>
    (double? Metres, double? Seconds) Cell(JsonElement answer, int row, int column);

    /// <summary>Date of the roads, where the answer tells it.</summary>
    string? Date(JsonElement answer);
}
