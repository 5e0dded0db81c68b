using Meent.Kernel;

namespace Meent.Settlement.Files;

/// <summary>The payment instructions, one file for each rail; only for what is closed.</summary>
internal static class Payments
{
    private static readonly KeyValuePair<string, string>[] Plain =
    [
        new("account", "account"), new("amount", "amount"), new("name", "name"), new("reference", "reference"),
        new("number", "number"),
    ];

    public static void Write(OutputFolder folder, BookView view)
    {
        var payments = view.Statements.Where(s => s.ToPay > 0).ToLookup(s => view.RailOf(s)?.Code
            ?? throw new InvalidOperationException($"{s.Number}: {s.ToPay} to pay and no rail"));
        if (view.Book.Draft || payments.Count == 0)
        {
            return;
        }

        folder.AddFolder("payments");
        foreach (var rail in view.Book.Rails.Where(r => payments.Contains(r.Code)))
        {
            Write(folder, view, rail, [.. payments[rail.Code]]);
        }
    }

    private static void Write(
        OutputFolder folder, BookView view, Rail rail, IReadOnlyList<Statement> payments)
    {
        var name = "payments/" + BookView.FileName(rail.Code);
        switch (rail.Kind)
        {
            case "pain.001":
                folder.Write(name + ".xml", text => CreditTransfers.Write(text, view, rail, payments));
                break;
            case "mobile-money":
                folder.Write(name + ".csv", text => MobileMoney(text, view, rail, payments));
                break;
            case "cash":
                folder.Write(name + ".csv", text => CashList.Csv(text, view, payments));
                folder.Write(name + ".html", text => CashList.Html(text, view, payments));
                break;
            default:
                throw new InvalidOperationException($"Rail {rail.Code}: no kind {rail.Kind}");
        }
    }

    private static void MobileMoney(Utf8Text text, BookView view, Rail rail, IReadOnlyList<Statement> payments)
    {
        var (book, columns) = (view.Book, rail.Columns.Count > 0 ? rail.Columns : Plain);
        text.Row([.. columns.Select(c => c.Key)]);
        foreach (var s in payments)
        {
            text.Row([.. columns.Select(c => c.Value switch
            {
                "account" => s.Account,
                "amount" => Decimals.Fixed(s.ToPay, book.Currency.Decimals),
                "name" => s.Name,
                "reference" => PaymentIds.Of(book.OrganisationId, book.Period, s.Number),
                "number" => s.Number,
                _ => throw new InvalidOperationException($"Rail {rail.Code}: no field {c.Value}"),
            })]);
        }
    }
}
