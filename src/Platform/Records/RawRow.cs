using Meent.Kernel;

namespace Meent.Platform;

/// <summary>One row as it stands in a file, before columns are found and cells are read.</summary>
/// <param name="Line">Line in the file; 1 is the first.</param>
public readonly record struct RawRow(int Line, string[] Cells)
{
    /// <summary>The line, unless one line holds several rows; see <see cref="RecordRow.Key"/>.</summary>
    public int Key { get; init; } = Line;

    /// <summary>What keeps the row out before any cell is looked at.</summary>
    public Trouble? Trouble { get; init; }

    /// <summary>The row as it stood; null where that is its cells.</summary>
    public string[]? Original { get; init; }
}
