using Meent.Kernel;
using Meent.Platform;

namespace Meent.Settlement;

/// <summary>What a file handed over: events and sums in it, and how many of the events were new.</summary>
public sealed record ExchangeAccount(string From, string To, string Period, int Events, int Totals, int New);

/// <summary>Files by which two organisations that keep their books apart tell each other what they say of the events
/// between them, and what they claim. They are signed; docs/spec/exchange.md.</summary>
public static class ExchangeFile
{
    /// <summary>Writes what an organisation says to another of the events of a period, and what it claimed where the
    /// period is closed.</summary>
    public static Task<Outcome<ExchangeAccount>> Write(
        Installation installation, string organisation, string with, string period, string path,
        CancellationToken ct) =>
        ExchangeFiles.WriteExchange.Run(installation, organisation, with, period, path, ct);

    /// <summary>Takes what another organisation says, if the file is its own, whole and for this one; else
    /// nothing.</summary>
    public static Task<Outcome<ExchangeAccount>> Read(
        Installation installation, string organisation, string path, string actor, CancellationToken ct) =>
        ExchangeFiles.ReadExchange.Run(installation, organisation, path, actor, ct);

    /// <summary>The key that others write into their peers.csv; made when it is first asked for.</summary>
    public static string PublicKey(Installation installation, string organisation)
    {
        using var key = ExchangeFiles.SigningKey.Of(installation.DataDirectory, organisation);
        return key.Public;
    }
}
