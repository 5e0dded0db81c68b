using Meent.Platform;

namespace Meent.Ledger;

/// <summary>Settle: accounts, transfers, gapless numbers.</summary>
public sealed class LedgerModule : IModule
{
    public string Name => "ledger";

    public int Order => 40;
}
