using Meent.Kernel;

namespace Meent.Settlement.Files;

/// <summary>One statement while it is being written: where to, in which language, for whom.</summary>
internal sealed class Sheet(BookView view, Utf8Text page)
{
    public BookView View { get; } = view;

    public PeriodBook Book => View.Book;

    public Utf8Text Page { get; } = page;

    public Speech Speech { get; private set; } = view.House;

    public Statement Statement { get; private set; } = null!;

    /// <summary>First 16 hexadecimal digits of the statement's hash.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Estimated height in print at full size, in tenths of a millimetre.</summary>
    public int Height { get; private set; }

    /// <summary>Adds to the height: so much, and so much for each line of a text.</summary>
    public void Grow(int height, int each = 0, int letters = 0, int inLine = 1) =>
        Height += height + (each * ((letters + inLine - 1) / inLine));

    public void Begin(Statement statement, string code)
    {
        Page.Clear();
        Height = 0;
        (Statement, Code, Speech) = (statement, code, View.SpeechOf(statement.Language));
    }

    public Sheet Raw(ReadOnlySpan<byte> html)
    {
        Page.Raw(html);
        return this;
    }

    /// <summary>A text, escaped.</summary>
    public Sheet Text(string text)
    {
        Page.Escaped(text);
        return this;
    }

    public Sheet Word(string key) => Text(Speech[key]);

    public Sheet Say(string key, params ReadOnlySpan<(string Name, string Value)> facts) =>
        Text(Speech.Say(key, facts));

    public Sheet Amount(long minor)
    {
        Page.Decimal(minor, Book.Currency.Decimals, Speech.Style);
        return this;
    }

    /// <summary>A quantity of the main item with the places of the scale.</summary>
    public Sheet Quantity(long thousandths)
    {
        Page.Decimal(thousandths / Decimals.Power(3 - View.Places), View.Places, Speech.Style);
        return this;
    }

    /// <summary>173.25 kg.</summary>
    public string Measured(long thousandths, string unit)
    {
        var number = Speech.Number(thousandths, 3, unit == Book.MainItem?.Unit ? View.Places : 0);
        return unit.Length == 0 ? number : $"{number} {unit}";
    }
}
