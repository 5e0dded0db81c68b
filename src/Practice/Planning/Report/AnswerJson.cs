using System.Text.Json;
using Meent.Kernel;
using Meent.Planning.Explore;

namespace Meent.Planning.Report;

/// <summary>An answer for machines: codes and numbers, and each sentence in the folder's language.</summary>
internal static class AnswerJson
{
    public static void Write(Utf8JsonWriter writer, Answer answer)
    {
        var (found, settings, speech) = (answer.Found, answer.Folder.Settings, answer.Folder.Speech);
        writer.WriteString("verb", answer.Verb);
        writer.WriteString("title", settings.Title);
        writer.WriteString("day", settings.Day.Iso());
        writer.WriteString("language", settings.Language);
        writer.WriteString("currency", settings.Currency);
        writer.WriteNumber("seed", answer.Seed);
        writer.WriteString("program", answer.Program);
        if (answer.Seconds is { } seconds)
        {
            Figures.Write(writer, "seconds", seconds);
        }

        writer.WriteString("hash", answer.Hash);
        writer.WriteStartObject("verdict");
        writer.WriteString("standing", found.Standing.ToString().ToLowerInvariant());
        Say(writer, found.Verdict, speech);
        writer.WriteEndObject();
        Sentences(writer, "why", found.Why, speech);
        writer.WriteStartArray("tables");
        foreach (var table in found.Tables)
        {
            Table(writer, table, speech);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("pictures");
        foreach (var picture in found.Pictures)
        {
            writer.WriteStartObject();
            writer.WriteString("name", picture.Title.Code);
            writer.WriteString("title", speech.Say(picture.Title));
            writer.WriteString("conclusion", speech.Say(picture.Conclusion));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        Assumptions(writer, answer);
        Forecast(writer, answer);
        Sentences(writer, "method", found.Method, speech);
        Sentences(writer, "bounds", found.Bounds, speech);
        Sentences(writer, "warnings", found.Warnings, speech);
    }

    private static void Sentences(
        Utf8JsonWriter writer, string name, IReadOnlyList<Sentence> sentences, Speech speech)
    {
        writer.WriteStartArray(name);
        foreach (var sentence in sentences)
        {
            writer.WriteStartObject();
            Say(writer, sentence, speech);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Say(Utf8JsonWriter writer, Sentence sentence, Speech speech)
    {
        writer.WriteString("code", sentence.Code);
        writer.WriteString("message", speech.Say(sentence));
        if (sentence.Facts.Length == 0)
        {
            return;
        }

        writer.WriteStartObject("facts");
        foreach (var (name, value) in sentence.Facts)
        {
            Write(writer, name, value);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, Cell cell)
    {
        switch (cell.Kind)
        {
            case ValueKind.Nothing:
                break;
            case ValueKind.Unknown:
                writer.WriteNull(name);
                break;
            case ValueKind.Number:
                Figures.Write(writer, name, cell.Value.Base);
                break;
            case ValueKind.Band:
                writer.WriteStartObject(name);
                Figures.Write(writer, cell.Value);
                writer.WriteEndObject();
                break;
            default:
                writer.WriteString(name, cell.Kind == ValueKind.Word ? Sentence.LastPart(cell.Text) : cell.Text);
                break;
        }
    }

    private static void Table(Utf8JsonWriter writer, AnswerTable table, Speech speech)
    {
        writer.WriteStartObject();
        writer.WriteString("name", table.Title.Code);
        writer.WriteString("title", speech.Say(table.Title));
        writer.WriteStartArray("columns");
        foreach (var column in table.Columns)
        {
            writer.WriteStartObject();
            writer.WriteString("name", Sentence.LastPart(column.Key));
            writer.WriteString("title", speech[column.Key]);
            writer.WriteString("unit", column.Unit);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("rows");
        foreach (var row in table.Rows)
        {
            writer.WriteStartObject();
            foreach (var (column, cell) in table.Columns.Zip(row.Cells))
            {
                Write(writer, Sentence.LastPart(column.Key), cell);
            }

            if (row.Mark != Mark.Plain)
            {
                writer.WriteString("mark", row.Mark.ToString().ToLowerInvariant());
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Assumptions(Utf8JsonWriter writer, Answer answer)
    {
        writer.WriteStartArray("assumptions");
        foreach (var a in answer.Folder.Assumptions)
        {
            writer.WriteStartObject();
            writer.WriteString("name", a.Name);
            if (double.IsNaN(a.Value.Base))
            {
                writer.WriteString("value", a.Unit);
            }
            else
            {
                Figures.Write(writer, a.Value);
                writer.WriteString("unit", a.Unit);
            }

            if (a.Source.Length > 0)
            {
                writer.WriteString("source", a.Source);
                writer.WriteNumber("year", a.Year!.Value);
                writer.WriteString("scope", a.Scope);
            }

            writer.WriteString("origin", a.Origin);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Forecast(Utf8JsonWriter writer, Answer answer)
    {
        writer.WriteStartArray("forecast");
        foreach (var figure in answer.Found.Forecast)
        {
            writer.WriteStartObject();
            ForecastFile.WriteFigure(writer, figure);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("happened");
        foreach (var c in answer.Happened)
        {
            writer.WriteStartObject();
            writer.WriteString("figure", c.Happened.Name);
            writer.WriteString("of", c.Happened.Of);
            writer.WriteString("period", c.Happened.Period);
            Figures.Write(writer, "value", c.Happened.Value.Base);
            if (c.Expected is { } expected)
            {
                writer.WriteString("unit", c.Happened.Unit);
                writer.WriteString("forecastDay", c.ForecastDay);
                writer.WriteString("forecastHash", c.ForecastHash);
                Figures.Write(writer, expected);
                writer.WriteBoolean("inside", c.Inside!.Value);
                Figures.Write(writer, "deviation", c.Deviation!.Value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
