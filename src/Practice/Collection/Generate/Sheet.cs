using System.Buffers;
using System.Text;
using Meent.Kernel;
using NodaTime;

namespace Meent.Collection.Generate;

/// <summary>Writes a CSV file of docs/spec/folder.md cell by cell.</summary>
internal sealed class Sheet : IDisposable
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\n\r");
    private readonly StreamWriter file;
    private bool inRow;

    public Sheet(string folder, string name, string header)
    {
        Name = name;
        file = new StreamWriter(Path.Combine(folder, name), append: false, new UTF8Encoding(false), 1 << 16)
        {
            NewLine = "\n",
        };
        file.WriteLine(header);
    }

    public string Name { get; }

    /// <summary>Line of the row that is being written; 1 is the header.</summary>
    public int Line { get; private set; } = 2;

    public Sheet Text(ReadOnlySpan<char> text)
    {
        Comma();
        if (text.IndexOfAny(NeedQuotes) < 0)
        {
            file.Write(text);
        }
        else
        {
            file.Write($"\"{text.ToString().Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        }

        return this;
    }

    public Sheet None(int cells = 1)
    {
        for (var i = 0; i < cells; i++)
        {
            Comma();
        }

        return this;
    }

    public Sheet Day(LocalDate day) => Text(day.Iso());

    public Sheet Int(long number)
    {
        Span<char> digits = stackalloc char[20];
        number.TryFormat(digits, out var length);
        return Text(digits[..length]);
    }

    public Sheet Quantity(long thousandths) => Text(Decimals.Trimmed(thousandths, Kernel.Quantity.Scale));

    /// <summary>hh:mm of a day's minute.</summary>
    public Sheet Minute(int minute)
    {
        Span<char> time = [
            (char)('0' + (minute / 600)), (char)('0' + (minute / 60 % 10)), ':',
            (char)('0' + (minute % 60 / 10)), (char)('0' + (minute % 10))];
        return Text(time);
    }

    public Sheet Id(Guid id)
    {
        Span<char> text = stackalloc char[36];
        id.TryFormat(text, out _);
        return Text(text);
    }

    public void End()
    {
        file.Write('\n');
        inRow = false;
        Line++;
    }

    public void Dispose() => file.Dispose();

    private void Comma()
    {
        if (inRow)
        {
            file.Write(',');
        }

        inRow = true;
    }
}
