using System.Collections.Frozen;
using Meent.Kernel;
using Meent.Platform;
using NodaTime;

namespace Meent.Settlement.Files;

/// <summary>A book with what all its files need: languages, sorted statements, places of quantities.
/// Read only, shared by the writers.</summary>
internal sealed class BookView
{
    private readonly FrozenDictionary<string, Speech> speeches;
    private readonly FrozenDictionary<string, Rail> rails;
    private readonly FrozenDictionary<string, int> places;
    private readonly byte[] hashes;

    public BookView(PeriodBook book)
    {
        Book = book;
        Statements = [.. book.Statements.OrderBy(s => s.Number, StringComparer.Ordinal)];
        speeches = Words.Languages.ToFrozenDictionary(
            l => l, l => new Speech(Words.Of(l), book.Currency), StringComparer.Ordinal);
        rails = book.Rails.ToFrozenDictionary(r => r.Code, StringComparer.Ordinal);
        Places = PlacesOf(Statements);
        Length = Period.DaysBetween(book.Starts, book.Ends) + 1;
        foreach (var statement in Statements)
        {
            Sums.Check(book, statement);
        }

        hashes = StatementHash.All(book, Statements);
        places = Enumerable.Range(0, Statements.Count)
            .ToFrozenDictionary(i => Statements[i].Number, StringComparer.Ordinal);
    }

    public PeriodBook Book { get; }

    public IReadOnlyList<Statement> Statements { get; }

    /// <summary>Places behind the point that the scale shows.</summary>
    public int Places { get; }

    /// <summary>Days of the period.</summary>
    public int Length { get; }

    /// <summary>The language of the organisation.</summary>
    public Speech House => SpeechOf(Book.Language);

    public Speech SpeechOf(string language) => speeches.GetValueOrDefault(language) ?? speeches["en"];

    public Rail? RailOf(Statement statement) => statement.Rail.Length == 0
        ? null
        : rails.GetValueOrDefault(statement.Rail)
            ?? throw new InvalidOperationException($"{statement.Number}: no rail {statement.Rail}");

    /// <summary>What <see cref="StatementHash"/> says of a statement.</summary>
    public ReadOnlySpan<byte> HashOf(Statement statement) =>
        hashes.AsSpan(places[statement.Number] * StatementHash.Length, StatementHash.Length);

    /// <summary>Words in a language, else the fallback, else any, else the other text.</summary>
    public static string Title(IReadOnlyDictionary<string, string> title, string language, string other) =>
        title.TryGetValue(language, out var text) || title.TryGetValue("", out text)
            || title.TryGetValue("en", out text)
            ? text
            : title.Count == 0 ? other : title.OrderBy(t => t.Key, StringComparer.Ordinal).First().Value;

    /// <summary>Name of a file for a number: letters, digits, point and hyphen stay, other bytes become _XX.</summary>
    public static string FileName(string number)
    {
        var name = new System.Text.StringBuilder();
        foreach (var b in System.Text.Encoding.UTF8.GetBytes(number))
        {
            var plain = char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' || (b is (byte)'.' && name.Length > 0);
            name.Append(plain ? ((char)b).ToString() : "_" + Convert.ToHexString([b]));
        }

        return name.ToString();
    }

    private static int PlacesOf(IReadOnlyList<Statement> statements)
    {
        var places = 0;
        foreach (var statement in statements)
        {
            foreach (ref readonly var movement in statement.Movements.Span)
            {
                var q = movement.Quantity;
                places = Math.Max(places, q % 10 != 0 ? 3 : q % 100 != 0 ? 2 : q % 1000 != 0 ? 1 : 0);
            }
        }

        return places;
    }
}
