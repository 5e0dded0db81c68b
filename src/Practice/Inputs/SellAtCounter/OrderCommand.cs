using System.CommandLine;
using Meent.Kernel;
using Meent.Platform;
using NodaTime;

namespace Meent.Inputs.SellAtCounter;

/// <summary>meent order ORGANISATION: may this member buy for this amount today, and if so, sold.</summary>
internal static class OrderCommand
{
    private sealed record Options(
        Argument<string> Organisation, Option<string> Member, Option<string> Item, Option<string> Amount,
        Option<string> Quantity,
        Option<string> Reference, Option<string> Id, Option<string?> Today, Option<bool> Ask, Option<string?> Data,
        Option<string> Who, Option<bool> Json);

    internal static Command Build(CommandRoom room)
    {
        var o = new Options(
            new("organisation") { Description = "Code of the organisation." },
            new("--member") { Description = "Number of the member.", Required = true },
            new("--item") { Description = "What is bought, as in items.csv.", Required = true },
            new("--amount") { Description = "What it costs.", Required = true },
            new("--quantity") { Description = "How much of it.", DefaultValueFactory = _ => "1" },
            new("--reference") { Description = "Slip or voucher.", DefaultValueFactory = _ => "" },
            new("--id") { Description = "Id of the sale: the same one again is sold once.", DefaultValueFactory = _ =>
                "" },
            new("--today") { Description = "The day it is, for trials." },
            new("--ask") { Description = "Only asks; nothing is sold." },
            new("--data") { Description = "Data directory; without it the usual one of this user." },
            new("--as") { Description = "Who sells.", DefaultValueFactory = _ => Environment.UserName },
            new("--json") { Description = "One JSON object on standard output and nothing else." });
        var command = new Command("order", "May this member buy for this amount today? If so, it is sold on credit.")
        {
            o.Organisation, o.Member, o.Item, o.Amount, o.Quantity, o.Reference, o.Id, o.Today, o.Ask, o.Data, o.Who,
            o.Json,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var approved = true;
            var code = await room.With(parsed.GetValue(o.Data), parsed.GetValue(o.Json), async (installation, token) =>
            {
                var answer = await Ask(installation, parsed, o, token);
                return answer.Then<Done>(a =>
                {
                    approved = a.Approved;
                    Show(room, a, parsed.GetValue(o.Json));
                    return Done.It;
                });
            }, ct);
            return code == 0 && !approved ? 2 : code;
        });
        return command;
    }

    private static async Task<Outcome<SaleAnswer>> Ask(
        Installation installation, ParseResult parsed, Options o, CancellationToken ct)
    {
        LocalDate? today = null;
        if (parsed.GetValue(o.Today) is { } text)
        {
            if (!Days.TryParse(text, out var day))
            {
                return new Refusal("import.not_a_date", ("value", text));
            }

            today = day;
        }

        var organisation = parsed.GetValue(o.Organisation)!;
        var currency = await Counter.CurrencyOf(installation, organisation, ct);
        if (currency.Refused)
        {
            return currency.Refusal!;
        }

        if (!Money.TryParse(parsed.GetValue(o.Amount), currency.Value, out var amount)
            || !Decimals.TryParse(parsed.GetValue(o.Quantity), Quantity.Scale, out var quantity) || quantity <= 0)
        {
            return new Refusal("import.not_a_number", ("value",
                $"{parsed.GetValue(o.Amount)} {parsed.GetValue(o.Quantity)}"));
        }

        return await Counter.Sell(
            installation,
            new SaleRequest(
                organisation, parsed.GetValue(o.Member)!, parsed.GetValue(o.Item)!, quantity, amount.Minor,
                parsed.GetValue(o.Reference)!, parsed.GetValue(o.Id)!, today, parsed.GetValue(o.Who)!,
                    parsed.GetValue(o.Ask)),
            SystemClock.Instance, ct);
    }

    private static void Show(CommandRoom room, SaleAnswer a, bool json)
    {
        string Amount(long minor) => Decimals.Fixed(minor, a.Currency.Decimals);
        var sentence = room.Say(
            $"inputs.answer.{a.Reason.Split('.')[^1]}",
            [
                ("member", a.Member), ("name", a.Name), ("currency", a.Currency.Code), ("asked", Amount(a.Asked)),
                ("limit", Amount(a.Limit)), ("drawn", Amount(a.Drawn)), ("remaining", Amount(a.Remaining)),
                ("share", a.Basis?.Share ?? ""), ("expected", Amount(a.Basis?.Expected ?? 0)),
                ("arrears", Amount(a.Basis?.Arrears ?? 0)),
            ]);
        if (!json)
        {
            Console.Out.WriteLine(sentence);
            return;
        }

        room.Print(writer =>
        {
            writer.WriteBoolean("approved", a.Approved);
            writer.WriteString("reason", a.Reason);
            writer.WriteString("message", sentence);
            writer.WriteString("member", a.Member);
            writer.WriteString("currency", a.Currency.Code);
            writer.WriteString("asked", Amount(a.Asked));
            writer.WriteString("limit", Amount(a.Limit));
            writer.WriteString("drawn", Amount(a.Drawn));
            writer.WriteString("remaining", Amount(a.Remaining));
            if (a.Basis is { } basis)
            {
                writer.WriteStartObject("basis");
                writer.WriteString("expected", Amount(basis.Expected));
                writer.WriteString("share", basis.Share);
                writer.WriteString("arrears", Amount(basis.Arrears));
                writer.WriteString("from", basis.From);
                writer.WriteEndObject();
            }
        });
    }
}
