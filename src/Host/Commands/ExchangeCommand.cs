using System.CommandLine;
using Meent.Flows;
using Meent.Kernel;
using Meent.Platform;
using Meent.Settlement;

namespace Meent.Host.Commands;

/// <summary>meent exchange: what two organisations with books apart tell each other.</summary>
internal static class ExchangeCommand
{
    internal static Command Build() =>
        new("exchange", "Hands over to another organisation, in signed files, what is between both.")
        {
            Write(), Read(), Key(),
        };

    private static Command Write()
    {
        var folder = Folder();
        var with = new Option<string>("--with") { Description = "Id of the other organisation.", Required = true };
        var period = new Option<string>("--period") { Description = "Period, such as 2026-10.", Required = true };
        var output = new Option<string>("--out") { Description = "The file.", Required = true };
        var (data, who, json) = (Shared.Data(), Shared.As(), Shared.Json());
        var command = new Command("write", "Writes what we say of a period, and what we claimed when it is closed.")
        {
            folder, with, period, output, data, who, json,
        };
        command.SetAction((parsed, ct) => Shared.With(
            parsed.GetValue(data), parsed.GetValue(json),
            async (installation, token) =>
            {
                var taken = await Take(installation, parsed.GetValue(folder)!, parsed.GetValue(who)!, token);
                var file = parsed.GetValue(output)!;
                var done = taken.Refused ? taken.Refusal! : await ExchangeFile.Write(
                    installation, taken.Value, parsed.GetValue(with)!, parsed.GetValue(period)!, file, token);
                return done.Then<Done>(a => Said("command.exchange.written", a, file, parsed.GetValue(json)));
            },
            ct));
        return command;
    }

    private static Command Read()
    {
        var folder = Folder();
        var file = new Argument<string>("file") { Description = "What the other organisation wrote." };
        var (data, who, json) = (Shared.Data(), Shared.As(), Shared.Json());
        var command = new Command("read", "Takes what another organisation says, if it is signed by its key.")
        {
            folder, file, data, who, json,
        };
        command.SetAction((parsed, ct) => Shared.With(
            parsed.GetValue(data), parsed.GetValue(json),
            async (installation, token) =>
            {
                var actor = parsed.GetValue(who)!;
                var path = parsed.GetValue(file)!;
                var taken = await Take(installation, parsed.GetValue(folder)!, actor, token);
                var done = taken.Refused ? taken.Refusal!
                    : await ExchangeFile.Read(installation, taken.Value, path, actor, token);
                return done.Then<Done>(a => Said("command.exchange.read", a, path, parsed.GetValue(json)));
            },
            ct));
        return command;
    }

    private static Command Key()
    {
        var folder = Folder();
        var (data, json) = (Shared.Data(), Shared.Json());
        var command = new Command("key", "Shows the public key that others write into their peers.csv.")
        {
            folder, data, json,
        };
        command.SetAction((parsed, ct) => Shared.With(
            parsed.GetValue(data), parsed.GetValue(json),
            (installation, token) =>
            {
                var found = Shared.OrganisationIn(parsed.GetValue(folder)!);
                return Task.FromResult(found.Then<Done>(code =>
                {
                    var key = ExchangeFile.PublicKey(installation, code);
                    if (parsed.GetValue(json))
                    {
                        Shared.Print(w => w.WriteString("publicKey", key));
                    }
                    else
                    {
                        Console.Out.WriteLine(key);
                    }

                    return Done.It;
                }));
            },
            ct));
        return command;
    }

    private static Argument<string> Folder() => new("folder") { Description = "Folder of an organisation." };

    /// <summary>Imports the folder, as a close does: what is said of it is what it holds now.</summary>
    private static async Task<Outcome<string>> Take(
        Installation installation, string folder, string actor, CancellationToken ct)
    {
        var code = Shared.OrganisationIn(folder);
        if (code.Refused)
        {
            return code;
        }

        var imported = await ImportCommand.Take(installation, new ImportRequest([folder], null, false, actor), ct);
        return imported.Refused ? imported.Refusal!
            : imported.Value[0].Account.Files.FirstOrDefault(f => f.Refusal is not null) is { } bad ? bad.Refusal!
            : code;
    }

    private static Outcome<Done> Said(string words, ExchangeAccount account, string file, bool json)
    {
        if (json)
        {
            Shared.Print(w =>
            {
                w.WriteString("from", account.From);
                w.WriteString("to", account.To);
                w.WriteString("period", account.Period);
                w.WriteNumber("events", account.Events);
                w.WriteNumber("new", account.New);
                w.WriteNumber("totals", account.Totals);
            });
        }
        else
        {
            Console.Out.WriteLine(Shared.Words.Say(
                words, ("from", account.From), ("to", account.To), ("period", account.Period),
                ("events", $"{account.Events}"), ("new", $"{account.New}"), ("totals", $"{account.Totals}"),
                ("file", file)));
        }

        return Done.It;
    }
}
