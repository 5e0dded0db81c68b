namespace Meent.Agreements.Rules;

internal static class FactCheck
{
    internal static void Look(TermsVersion version, IReadOnlyCollection<string>? measures, FindingList findings)
    {
    }
}
