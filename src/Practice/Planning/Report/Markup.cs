using System.Text;

namespace Meent.Planning.Report;

/// <summary>HTML as it grows. Text is always escaped; tags are ours.</summary>
internal sealed class Markup
{
    private readonly StringBuilder text = new();

    /// <summary>The signs of HTML and XML that mean something, and characters that no page may hold.</summary>
    public static string Escape(string plain)
    {
        if (plain.AsSpan().IndexOfAny("&<>\"'") < 0 && !plain.Any(c => char.IsControl(c) || char.IsSurrogate(c)))
        {
            return plain;
        }

        var escaped = new StringBuilder();
        foreach (var rune in plain.EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                _ => System.Text.Rune.IsControl(rune) ? " " : rune.ToString(),
            });
        }

        return escaped.ToString();
    }

    public Markup Raw(string html)
    {
        text.Append(html);
        return this;
    }

    public Markup Text(string plain) => Raw(Escape(plain));

    /// <summary>An element with text alone.</summary>
    public Markup Element(string tag, string plain, string cls = "") =>
        Raw($"<{tag}{(cls.Length > 0 ? $" class=\"{cls}\"" : "")}>").Text(plain).Raw($"</{tag}>");

    public override string ToString() => text.ToString();
}
