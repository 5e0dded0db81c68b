using System.Text.Json;
using Meent.Kernel;
using Meent.Settlement.Files;

namespace Meent.Settlement.ClosePeriod;

/// <summary>The figures of a period as they leave the program.</summary>
internal static class Figures
{
    internal static CloseFigures Of(PeriodBook book, Summary s) => new(
        s.Participants, s.Statements,
        book.MainItem is { } main ? new Measured(main.Item, main.Unit, s.AcceptedQuantity) : null,
        book.MainItem is { } item ? new Measured(item.Item, item.Unit, s.RejectedQuantity) : null,
        [.. book.Goods.Select(g => new ItemQuantity(g.Item, g.Unit, g.Accepted, g.Rejected))],
        s.Gross, s.Adjustments, s.Tax, s.BroughtForward, s.DeductionsDue, s.Deductions, s.Net, s.CarriedForward,
        s.Receivable, s.CreditBroughtForward, s.ToPay, s.CreditCarriedForward, s.Remittances, s.Debits, s.Credits,
        s.Payments, s.Exceptions)
    {
        Advantage = s.Advantage,
    };

    /// <summary>summary.json of the folder: the figures in the order of their definition.</summary>
    internal static ReadOnlyMemory<byte> Json(PeriodBook book, CloseFigures figures)
    {
        var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            FiguresJson.Write(json, book.OrganisationId, book.Period, book.State, book.Currency, figures);
            json.WriteEndObject();
        }

        memory.WriteByte((byte)'\n');
        return memory.ToArray();
    }
}
