using Meent.Kernel;

namespace Meent.Platform.Records;

/// <summary>What was found while the cells of one row were read.</summary>
internal struct Findings
{
    public List<Repair>? Repairs;
    public Trouble? Trouble;

    public void Add(Repair repair) => (Repairs ??= []).Add(repair);
}

/// <summary>How the cells of one column are read: mended, mapped, checked.</summary>
internal sealed class CellRule
{
    private const int MostDigits = 12;

    private readonly CellKind kind;
    private readonly bool required;
    private readonly int places;
    private readonly NumberMapping? number;
    private readonly DatePattern[] dates;
    private readonly Dictionary<string, string>? exact;
    private readonly (string Prefix, string Value)[] prefixes = [];

    public CellRule(RecordColumn column, SourceMapping mapping, Currency currency)
    {
        (Name, kind, required) = (column.Name, column.Kind, column.Required);
        places = kind switch { CellKind.Quantity => Quantity.Scale, CellKind.Amount => currency.Decimals, _ => 6 };
        number = mapping.Numbers.GetValueOrDefault(column.Name);
        dates = [.. mapping.Dates.Select(d => new DatePattern(d))];
        if (mapping.Values.TryGetValue(column.Name, out var values))
        {
            exact = new(StringComparer.OrdinalIgnoreCase);
            foreach (var (from, to) in values.Where(v => !v.Key.EndsWith('*')))
            {
                exact[from] = to;
            }

            prefixes = [.. values.Where(v => v.Key.EndsWith('*')).Select(v => (v.Key[..^1], v.Value))
                .OrderByDescending(v => v.Item1.Length).ThenBy(v => v.Item1, StringComparer.Ordinal)];
        }
    }

    public string Name { get; }

    public CellKind Kind => kind;

    /// <summary>The text as it goes on; changes and what keeps it out are told in the findings.</summary>
    public string Read(string raw, ref Findings findings)
    {
        var text = Mending.Trim(raw);
        if (text.Length == 0)
        {
            return Empty(ref findings);
        }

        var untouched = text.Length == raw.Length && number is null && exact is null && text[0] is not ('"' or '\'');
        return untouched && IsPlain(text) ? raw : Slowly(raw, ref findings);
    }

    /// <summary>A constant of the mapping: checked like a cell, never a repair.</summary>
    public string Constant(string text, ref Findings findings)
    {
        var rules = "";
        return Checked(text, text, ref findings, ref rules);
    }

    public string Empty(ref Findings findings)
    {
        if (required)
        {
            findings.Trouble ??= new Trouble(Name, "", ImportRefusals.Required(Name));
        }

        return "";
    }

    /// <summary>Nothing has to be done to the text.</summary>
    private bool IsPlain(ReadOnlySpan<char> text) => kind switch
    {
        CellKind.Text => true,
        CellKind.Day => Days.TryParse(text, out _),
        CellKind.Quantity or CellKind.Amount or CellKind.Number =>
            Decimals.TryParse(text, places, out _) && !IsTooLarge(text),
        CellKind.YesNo => text is "yes" or "no",
        CellKind.Time => Times.IsPlain(text),
        _ => false,
    };

    private string Slowly(string was, ref Findings findings)
    {
        var rules = "";
        var text = Changed(was, new string(Mending.Trim(was)), Mending.Blanks, ref rules);
        text = Changed(text, new string(Mending.Unquote(text)), Mending.Quotes, ref rules);
        if (text.Length == 0)
        {
            return Empty(ref findings);
        }

        text = Mapped(text) ?? (IsNumber ? MendNumber(text, ref rules) : MendText(text, ref rules));
        var read = Checked(text, was, ref findings, ref rules);
        if (rules.Length > 0)
        {
            findings.Add(new Repair(Name, ImportRefusals.Short(was), ImportRefusals.Short(read), rules));
        }

        return read;
    }

    /// <summary>10^12 or more: sums of them could pass what a number of the books can be.</summary>
    private static bool IsTooLarge(ReadOnlySpan<char> text)
    {
        var point = text.IndexOf('.');
        return text[..(point < 0 ? text.Length : point)].TrimStart('-').TrimStart('0').Length > MostDigits;
    }

    private bool IsNumber => kind is CellKind.Quantity or CellKind.Amount or CellKind.Number;

    private string? Mapped(string text)
    {
        if (exact is null)
        {
            return null;
        }

        if (exact.TryGetValue(text, out var to))
        {
            return to;
        }

        foreach (var (prefix, value) in prefixes)
        {
            if (text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    private string MendText(string text, ref string rules)
    {
        if (number is not null && kind == CellKind.Text)
        {
            text = Changed(text, Mending.Stripped(text, number.Strip), Mending.Prefix, ref rules);
            text = Changed(text, Mending.Padded(text, number.Pad), Mending.Zeros, ref rules);
        }

        return text;
    }

    private string MendNumber(string text, ref string rules)
    {
        text = Changed(text, Mending.Stripped(text, number?.Strip ?? ""), Mending.Prefix, ref rules);
        text = Changed(text, Mending.PlainMinus(text), Mending.Minus, ref rules);
        text = Changed(text, Mending.Ungrouped(text, number is not null), Mending.Grouping, ref rules);
        return Changed(text, Mending.WithoutTail(text, number?.Places ?? -1), Mending.Tail, ref rules);
    }

    private string Checked(string text, string was, ref Findings findings, ref string rules)
    {
        switch (kind)
        {
            case var _ when text.Length == 0:
                return Empty(ref findings);
            case CellKind.Text:
                return text;
            case CellKind.Day:
                return Day(text, was, ref findings, ref rules);
            case CellKind.Time:
                if (Times.Read(text, out var seconds) is { } time)
                {
                    return Changed(time, seconds ? time : null, Mending.Seconds, ref rules, always: true);
                }

                findings.Trouble ??= new Trouble(Name, was, ImportRefusals.NotATime(Name, was));
                return text;
            case CellKind.YesNo:
                var small = text.ToLowerInvariant();
                if (small is "yes" or "no")
                {
                    return Changed(text, small, Mending.Case, ref rules);
                }

                findings.Trouble ??= new Trouble(Name, was, ImportRefusals.NotYesOrNo(Name, was));
                return text;
            default:
                return Number(text, was, ref findings);
        }
    }

    private string Number(string text, string was, ref Findings findings)
    {
        if (!Decimals.TryParse(text, places, out _))
        {
            var plain = text.All(c => char.IsAsciiDigit(c) || c is '-' or '.')
                && Mending.TryDecimal(text, out _) && text[^1] != '.' && text.TrimStart('-')[0] != '.';
            findings.Trouble ??= new Trouble(Name, was, plain && text.Contains('.', StringComparison.Ordinal)
                ? ImportRefusals.TooManyPlaces(Name, was, places)
                : ImportRefusals.NotANumber(Name, was));
        }
        else if (IsTooLarge(text))
        {
            findings.Trouble ??= new Trouble(Name, was, ImportRefusals.NumberTooLarge(Name, was));
        }

        return text;
    }

    private string Day(string text, string was, ref Findings findings, ref string rules)
    {
        if (Days.TryParse(text, out _))
        {
            return text;
        }

        foreach (var pattern in dates)
        {
            if (pattern.TryParse(text, out var day))
            {
                return day.Iso();
            }
        }

        // A date cell of a workbook that also has a time of day.
        if (text.Length == 19 && text[10] == ' ' && Days.TryParse(text.AsSpan(0, 10), out _)
            && Times.Read(text[11..], out _) is not null)
        {
            return Changed(text, text[..10], Mending.TimeOff, ref rules);
        }

        findings.Trouble ??= new Trouble(Name, was, ImportRefusals.NotADate(Name, was));
        return text;
    }

    private static string Changed(string text, string? mended, string rule, ref string rules, bool always = false)
    {
        if (mended is null || (mended == text && !always))
        {
            return text;
        }

        rules = rules.Length == 0 ? rule : $"{rules}, {rule}";
        return mended;
    }
}
