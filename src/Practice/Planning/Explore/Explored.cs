using Meent.Planning.Rules;

namespace Meent.Planning.Explore;

/// <summary>How an answer stands to what was asked. "Stay" and "do not buy" are answers like any other.</summary>
internal enum Standing
{
    /// <summary>It can be done and brings more than it costs.</summary>
    For,

    /// <summary>It does not; leave it.</summary>
    Against,

    /// <summary>It turns within the ranges that were given.</summary>
    Depends,

    /// <summary>What was given does not tell.</summary>
    Unknown,
}

/// <summary>What a verb found, in one shape for JSON, the page and the store.</summary>
internal sealed record Explored(Standing Standing, Sentence Verdict)
{
    /// <summary>The sentences right below the verdict: what it rests on, in figures.</summary>
    public IReadOnlyList<Sentence> Why { get; init; } = [];

    public IReadOnlyList<AnswerTable> Tables { get; init; } = [];

    public IReadOnlyList<Picture> Pictures { get; init; } = [];

    /// <summary>Figures that can be compared with what happens later.</summary>
    public IReadOnlyList<Figure> Forecast { get; init; } = [];

    /// <summary>Figures of closed months that earlier forecasts may have named.</summary>
    public IReadOnlyList<Figure> Happened { get; init; } = [];

    /// <summary>How it was reckoned, with the papers.</summary>
    public IReadOnlyList<Sentence> Method { get; init; } = [];

    /// <summary>How far it can be trusted: proven bounds, and what was left out.</summary>
    public IReadOnlyList<Sentence> Bounds { get; init; } = [];

    public IReadOnlyList<Sentence> Warnings { get; init; } = [];
}

/// <param name="Title">Its code is the table's name in JSON.</param>
internal sealed record AnswerTable(
    Sentence Title, IReadOnlyList<AnswerColumn> Columns, IReadOnlyList<AnswerRow> Rows)
{
    /// <summary>Below the table: units, rounding, what a mark means.</summary>
    public Sentence? Note { get; init; }
}

/// <param name="Key">Its last part is the column's name in JSON.</param>
internal sealed record AnswerColumn(string Key, string Unit = "");

internal enum Mark
{
    Plain,
    Sum,

    /// <summary>What is proposed, or whose it is.</summary>
    Chosen,

    /// <summary>Who is worse off: shown by name also where the total improves.</summary>
    Loses,
}

internal sealed record AnswerRow(Mark Mark, params Cell[] Cells)
{
    public AnswerRow(params Cell[] cells)
        : this(Mark.Plain, cells)
    {
    }
}

/// <param name="Title">Its code is the picture's name in JSON.</param>
/// <param name="Svg">Made by a builder of Report.</param>
internal sealed record Picture(Sentence Title, Sentence Conclusion, string Svg);

/// <summary>One figure of a forecast.</summary>
/// <param name="Of">Whom or what it is about; empty for all together.</param>
/// <param name="Period">2026, 2026-10, 2026-W41: as happened.csv will write it; empty where it has none.</param>
internal sealed record Figure(string Name, string Of, string Period, Band Value, string Unit);

/// <summary>A factor or parameter that the answer rests on.</summary>
/// <param name="Origin">folder, program (with source and year), or choice (a parameter).</param>
internal sealed record Assumed(
    string Name, Band Value, string Unit, string Source, int? Year, string Scope, string Origin);
