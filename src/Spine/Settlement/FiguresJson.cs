using System.Text.Json;
using Meent.Kernel;

namespace Meent.Settlement;

/// <summary>Writes figures as the definition of the close says: amounts and quantities as decimal strings, counts as
/// numbers.</summary>
public static class FiguresJson
{
    public static void Write(
        Utf8JsonWriter json, string organisation, string period, string state, Currency currency, CloseFigures f)
    {
        void Amount(string name, long minor) => json.WriteString(name, Decimals.Fixed(minor, currency.Decimals));
        json.WriteString("organisation", organisation);
        json.WriteString("period", period);
        json.WriteString("state", state);
        json.WriteString("currency", currency.Code);
        json.WriteNumber("participants", f.Participants);
        json.WriteNumber("statements", f.Statements);
        Measured(json, "acceptedQuantity", f.AcceptedQuantity);
        Measured(json, "rejectedQuantity", f.RejectedQuantity);
        json.WriteStartArray("quantities");
        foreach (var q in f.Quantities)
        {
            json.WriteStartObject();
            json.WriteString("item", q.Item);
            json.WriteString("unit", q.Unit);
            json.WriteString("accepted", Decimals.Trimmed(q.Accepted, Quantity.Scale));
            json.WriteString("rejected", Decimals.Trimmed(q.Rejected, Quantity.Scale));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Amount("gross", f.Gross);
        Amount("adjustments", f.Adjustments);
        Amount("tax", f.Tax);
        Amount("broughtForward", f.BroughtForward);
        Amount("deductionsDue", f.DeductionsDue);
        Amount("deductions", f.Deductions);
        Amount("net", f.Net);
        Amount("carriedForward", f.CarriedForward);
        Amount("receivable", f.Receivable);
        Amount("creditBroughtForward", f.CreditBroughtForward);
        Amount("toPay", f.ToPay);
        Amount("creditCarriedForward", f.CreditCarriedForward);
        Amount("remittances", f.Remittances);
        Amount("debits", f.Debits);
        Amount("credits", f.Credits);
        json.WriteNumber("payments", f.Payments);
        json.WriteNumber("exceptions", f.Exceptions);
        if (f.Advantage is { } advantage)
        {
            json.WriteStartObject("advantage");
            if (advantage.Amount is { } amount)
            {
                Amount("amount", amount);
            }
            else
            {
                json.WriteNull("amount");
            }

            json.WriteNumber("measured", advantage.Measured);
            json.WriteNumber("notMeasured", advantage.NotMeasured);
            json.WriteEndObject();
        }
    }

    private static void Measured(Utf8JsonWriter json, string name, Measured? measured)
    {
        if (measured is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("item", measured.Item);
        json.WriteString("unit", measured.Unit);
        json.WriteString("value", Decimals.Trimmed(measured.Value, Quantity.Scale));
        json.WriteEndObject();
    }
}
