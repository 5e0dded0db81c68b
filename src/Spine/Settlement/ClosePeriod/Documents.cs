using Meent.Agreements;
using Meent.Ledger;
using Meent.Parties;
using Meent.Platform;

namespace Meent.Settlement.ClosePeriod;

/// <summary>The documents of a close: which are due, and their numbers.</summary>
internal static class Documents
{
    internal static IReadOnlyList<BookDocument> Of(PeriodFacts facts, IReadOnlyList<Reckoning> reckonings)
    {
        var list = new List<BookDocument>();
        foreach (var r in reckonings)
        {
            var kinds = facts.Organisation.Settings.Documents.GetValueOrDefault(RoleOf(facts, r.Party)) ?? [];
            if (kinds.Contains(DocumentKinds.DeliveryNote))
            {
                list.AddRange(Notes(facts, r));
            }

            if (kinds.Contains(DocumentKinds.Invoice))
            {
                AddInvoice(facts, r, list);
            }

            if (kinds.Contains(DocumentKinds.SelfBilling))
            {
                AddSelfBilling(facts, r, list);
            }
        }

        return [.. list.OrderBy(d => d.IssuedOn).ThenBy(d => d.Party, StringComparer.Ordinal)];
    }

    /// <summary>Who holds a number is a member, whatever else.</summary>
    private static string RoleOf(PeriodFacts facts, Party party) => party.Role.Length > 0 ? party.Role : "member";

    private static void AddInvoice(PeriodFacts facts, Reckoning r, List<BookDocument> list)
    {
        var net = -r.New.Where(n => n.Claim.Invoice && !n.OfRate && n.Claim.Line != LineKind.Tax).Sum(n => n.Signed);
        var taxes = r.TaxesDue.Where(t => t.Invoice).Select(t => t.Tax).ToList();
        if (net == 0 && taxes.Count == 0)
        {
            return;
        }

        var (kind, sign) = net < 0 ? (DocumentKinds.CreditNote, -1) : (DocumentKinds.Invoice, 1);
        list.Add(New(facts, r, kind, kind, sign * net, taxes, sign));
    }

    /// <summary>What the organisation writes in the name of who delivered; each has a series of its own.</summary>
    private static void AddSelfBilling(PeriodFacts facts, Reckoning r, List<BookDocument> list)
    {
        var net = r.New.Where(n => n.Claim.Line == LineKind.Price && !n.Claim.Invoice && IsSupply(n.Clause))
            .Sum(n => n.Signed);
        if (net != 0)
        {
            var (kind, sign) = net < 0 ? (DocumentKinds.SelfBillingCredit, -1) : (DocumentKinds.SelfBilling, 1);
            list.Add(New(facts, r, kind, $"{kind} {r.Number}", sign * net, r.TaxesOfPrices, sign));
        }
    }

    /// <summary>A share of a pool or an indemnity is money for no goods.</summary>
    private static bool IsSupply(Clause clause) => clause is not (ShareClause or IndemnityClause);

    private static BookDocument New(
        PeriodFacts facts, Reckoning r, string kind, string series, long net, IReadOnlyList<RateTax> taxes,
        int sign) => new()
    {
        Kind = kind, Series = series, FiscalYear = Assemble.FiscalYear(facts.Organisation, facts.Period), Number = 0,
        PartyId = r.Party.Id, Party = r.Number, IssuedOn = facts.Period.Ends,
        DueOn = facts.Period.Ends.PlusDays(facts.Organisation.Settings.PaymentDays), Net = net,
        Taxes = [.. taxes.Select(t => new DocumentTax(t.Category, t.RateBasisPoints, sign * t.Base, sign * t.Tax))],
    };

    private static IEnumerable<BookDocument> Notes(PeriodFacts facts, Reckoning r)
    {
        var ordered = facts.Ordered.Where(o => o.Party == r.Party.Id).ToList();
        var sent = facts.Happened.Consignments!.Sent.Where(s => s.Party == r.Party.Id).ToList();
        foreach (var order in sent.Select(s => s.Order).Distinct())
        {
            var asked = ordered.Where(o => o.Order == order).ToLookup(o => o.Item);
            var lines = sent.Where(s => s.Order == order)
                .Select(s => Line(
                    facts, order, s.Item, s.Day, s.Quantity, s.Reason,
                    asked.Contains(s.Item) ? asked[s.Item].Sum(o => o.Quantity) : null))
                .ToList();
            // What was ordered and did not come at all.
            lines.AddRange(asked.Where(a => !sent.Exists(s => s.Order == order && s.Item == a.Key))
                .Select(a => Line(facts, order, a.Key, a.Min(o => o.Day), 0, "", a.Sum(o => o.Quantity))));
            var day = lines.Max(l => l.Day);
            yield return New(facts, r, DocumentKinds.DeliveryNote, DocumentKinds.DeliveryNote, 0, [], 1) with
            {
                Reference = order, Lines = lines, IssuedOn = day, DueOn = day,
            };
        }
    }

    private static NoteLine Line(
        PeriodFacts facts, string order, int item, NodaTime.LocalDate day, long quantity, string reason,
        long? ordered) => new(
        day, facts.Items[item].Name, facts.Items[item].Unit, ordered, quantity, reason,
        [.. facts.Happened.Consignments!.Origins(order, item).Select(p => facts.Register[p].Name)]);

    /// <summary>The documents with the next numbers of their series.</summary>
    internal static async Task<IReadOnlyList<BookDocument>> Numbered(
        Work work, IReadOnlyList<BookDocument> documents, CancellationToken ct)
    {
        var next = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var series in documents.GroupBy(d => d.Series, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            next[series.Key] = await Series.Take(work, series.Key, series.First().FiscalYear, series.Count(), ct);
        }

        return [.. documents.Select(d => d with { Number = next[d.Series]++ })];
    }
}
