using Meent.Kernel;
using Meent.Parties;

namespace Meent.Agreements.Rules;

/// <summary>What terms may not do under the legal form of the organisation.</summary>
internal static class FormCheck
{
    internal static Refusal? Of(StandardTerms terms, LegalForm form) =>
        !form.Refunds && terms.Versions.SelectMany(v => v.Clauses).FirstOrDefault(c => c.GivesRefund) is { } clause
            ? Refusals.NoRefunds(terms.Code, clause.Code, form.Code)
            : null;
}
