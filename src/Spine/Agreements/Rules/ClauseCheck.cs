using Meent.Kernel;

namespace Meent.Agreements.Rules;

internal static class ClauseCheck
{
    internal static void Look(
        TermsVersion version, Currency currency, IReadOnlyCollection<string>? items, FindingList findings)
    {
    }
}
