using Meent.Kernel;

namespace Meent.Settlement.Rules;

/// <summary>What of the money owed to a participant goes out now, and what stays owed. Minor units.</summary>
internal static class Payout
{
    /// <param name="owed">net + tax + credit brought forward, zero or more.</param>
    /// <param name="rail">The participant's way to be paid; null where none is registered.</param>
    /// <returns>Whole steps of the rail; nothing below its minimum.</returns>
    internal static long Now(long owed, Rail? rail)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(owed);
        if (rail is null)
        {
            return 0;
        }

        var whole = Exact.ToStep(owed, rail.Step, Rounding.Down);
        return whole < rail.Minimum ? 0 : whole;
    }
}
