using System.CommandLine;
using Meent.Kernel;
using Meent.Settlement;

namespace Meent.Host.Commands;

/// <summary>meent reopen ORGANISATION PERIOD.</summary>
internal static class ReopenCommand
{
    internal static Command Build()
    {
        var organisation = new Argument<string>("organisation") { Description = "Code of the organisation." };
        var period = new Argument<string>("period") { Description = "A period that was reckoned and not signed." };
        var (data, who, json) = (Shared.Data(), Shared.As(), Shared.Json());
        var command = new Command("reopen", "Takes a reckoned, unsigned period back to open.") { organisation,
            period, data, who, json };
        command.SetAction((parsed, ct) => Shared.With(
            parsed.GetValue(data), parsed.GetValue(json),
            async (installation, token) =>
            {
                var done = await PeriodClose.Reopen(
                    installation, parsed.GetValue(organisation)!, parsed.GetValue(period)!, parsed.GetValue(who)!,
                        token);
                return done.Then<Done>(_ =>
                {
                    if (parsed.GetValue(json))
                    {
                        Shared.Print(w => w.WriteString("state", "open"));
                    }

                    return Done.It;
                });
            },
            ct));
        return command;
    }
}
