using Meent.Claims;
using Meent.Parties;
using NodaTime;

namespace Meent.Settlement.Rules;

/// <summary>An amount that may be taken from a participant. Minor units.</summary>
/// <param name="First">A charge or a statutory line: taken before all others and outside the protected minimum.</param>
/// <param name="Invoice">Collected by invoice: what credit of the same kind does not cover is not taken and not carried
/// forward.</param>
/// <param name="Net">What cannot be taken is collected by invoice, not carried forward.</param>
/// <param name="GivenBack">What a correction of this very debt gives back; part of gross, up to the amount.</param>
internal readonly record struct Due(
    long Claim, bool First, int Rank, LocalDate DueOn, long Amount, bool Invoice, long GivenBack = 0,
    bool Net = false);

/// <summary>
/// The order of deductions (CLOSE: kinds of lines). What a correction gives back of an open debt lowers that debt: it
/// is no income, so nothing of it is protected or left for others. Then charges and statutory lines; then by rank,
/// inside a rank the oldest first (due date, then claim number), down to the protected minimum. A higher gross never
/// lowers a line.
/// </summary>
internal static class Deductions
{
    /// <param name="gross">Zero or more.</param>
    /// <param name="credit">Part of gross that belongs to invoices (goods and crates that came back): it lowers them,
    /// the oldest first, and only the rest is income.</param>
    /// <param name="protectedAmount">Stays with the participant ...</param>
    /// <param name="protectedShare">... or this share of gross, rounded up, where it is larger.</param>
    /// <returns>One result for each due amount, in their order.</returns>
    internal static Settled[] Take(
        long gross, long protectedAmount, Share protectedShare, IReadOnlyList<Due> due, long credit = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(gross);
        var lowering = Math.Min(credit, due.Where(d => d.Invoice).Sum(d => d.Amount));
        var results = new Settled[due.Count];
        var order = InOrder(due);
        var left = gross - due.Sum(d => d.GivenBack) - lowering;
        ArgumentOutOfRangeException.ThrowIfNegative(left, nameof(due));
        var minimum = Math.Max(protectedAmount, protectedShare.Of(left, Kernel.Rounding.Up));
        foreach (var i in order)
        {
            var line = due[i];
            if (line.Invoice)
            {
                var lowered = Math.Min(lowering, line.Amount);
                lowering -= lowered;
                results[i] = new Settled(lowered, 0, line.Amount - lowered);
                continue;
            }

            var available = line.First ? left : Math.Max(0, left - minimum);
            var taken = Math.Min(line.Amount - line.GivenBack, available);
            left -= taken;
            var rest = line.Amount - line.GivenBack - taken;
            results[i] = new Settled(line.GivenBack + taken, line.Net ? 0 : rest, line.Net ? rest : 0);
        }

        return results;
    }

    /// <summary>Places in the list, as they are taken.</summary>
    private static int[] InOrder(IReadOnlyList<Due> due)
    {
        var order = new int[due.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, (i, j) =>
        {
            var (a, b) = (due[i], due[j]);
            return a.First != b.First ? b.First.CompareTo(a.First)
                : a.Rank != b.Rank ? a.Rank.CompareTo(b.Rank)
                : a.DueOn != b.DueOn ? a.DueOn.CompareTo(b.DueOn)
                : a.Claim.CompareTo(b.Claim);
        });
        return order;
    }
}
