using NodaTime;

namespace Meent.Ledger;

/// <summary>One row: an amount above zero from one account to another, minor units.</summary>
/// <param name="Debit">Account as the journal names it.</param>
/// <param name="Party">Party whose account is on the side that starts with <see cref="PartyAccount"/>, 0 where none
/// is.</param>
public readonly record struct Transfer(
    string Debit, string Credit, int Party, long Amount, long? Claim, LocalDate BookedOn)
{
    /// <summary>Accounts of participants begin so; each carries a gapless sequence of its entries.</summary>
    public const string PartyAccount = "Liabilities:Participants:";
}

/// <summary>First and last entry of an account that a posting touched.</summary>
public sealed record Entries(long First, long Last);
