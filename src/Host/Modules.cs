using System.Reflection;
using Meent.Agreements;
using Meent.Claims;
using Meent.Flows;
using Meent.Ledger;
using Meent.Parties;
using Meent.Platform;
using Meent.Settlement;

namespace Meent.Host;

/// <summary>The spine, and every practice module that lies beside the program.</summary>
internal static class Modules
{
    internal static IReadOnlyList<IModule> All { get; } =
    [
        .. new IModule[]
        {
            new PartiesModule(), new AgreementsModule(), new FlowsModule(), new LedgerModule(), new ClaimsModule(),
            new SettlementModule(),
        }.Concat(Practice()).OrderBy(m => m.Order),
    ];

    private static IEnumerable<IModule> Practice()
    {
        var spine = new HashSet<string>(StringComparer.Ordinal)
        {
            "Meent.Kernel", "Meent.Platform", "Meent.Parties", "Meent.Agreements", "Meent.Flows", "Meent.Ledger",
            "Meent.Claims",
            "Meent.Settlement",
        };
        return Directory.EnumerateFiles(AppContext.BaseDirectory, "Meent.*.dll")
            .Select(f => Path.GetFileNameWithoutExtension(f))
            .Where(n => !spine.Contains(n) && !n.StartsWith("Meent.Tests", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .SelectMany(n => Assembly.Load(n).GetExportedTypes())
            .Where(t => t.IsClass && !t.IsAbstract && typeof(IModule).IsAssignableFrom(t))
            .Select(t => (IModule)Activator.CreateInstance(t)!);
    }
}
