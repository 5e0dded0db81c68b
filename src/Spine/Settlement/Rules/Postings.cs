using System.Buffers;
using System.Collections;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Meent.Agreements;
using NodaTime;

namespace Meent.Settlement.Rules;

/// <summary>Names of accounts in the journal. Those that thousands of lines share are held once.</summary>
internal static class Accounts
{
    /// <summary>Tax that is paid to participants and claimed back from the authority.</summary>
    internal const string Tax = "Assets:Tax";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly ConcurrentDictionary<(string Root, string Terms, string Clause), string> OfClauses = [];
    private static readonly ConcurrentDictionary<string, string> OfProviders = [], OfRails = [];

    /// <summary>Tax on what participants owe, which is owed to the authority.</summary>
    internal const string TaxCollected = "Liabilities:Tax";

    internal static string Participant(string number) => $"{Ledger.Transfer.PartyAccount}{Name(number)}";

    internal static string Provider(string code) =>
        OfProviders.GetOrAdd(code, static c => $"Liabilities:Providers:{Name(c)}");

    internal static string Clearing(string rail) =>
        OfRails.GetOrAdd(rail, static r => $"Assets:Clearing:{Name(r)}");

    /// <summary>Of a clause that names none.</summary>
    /// <param name="root">Income or Expenses.</param>
    internal static string Clause(string root, string terms, string clause) =>
        OfClauses.GetOrAdd((root, terms, clause), static c => $"{c.Root}:{Name(c.Terms)}:{Name(c.Clause)}");

    /// <summary>A word of an account: letters, digits and hyphens, so that every program that reads journals takes
    /// it.</summary>
    internal static string Name(string text) =>
        text.Length == 0 ? "-"
        : text.AsSpan().ContainsAnyExcept(Allowed) ? string.Concat(text.Select(c => Allowed.Contains(c) ? c : '-'))
        : text;
}

/// <summary>The transfers of a period, from its statements alone: the ledger and the journal file are the same. They
/// are made each time they are gone through, and none is kept.</summary>
internal sealed class Postings : IEnumerable<Posting>
{
    private readonly PeriodBook book;

    private Postings(PeriodBook book) => this.book = book;

    /// <summary>The book with the transfers that follow from it.</summary>
    internal static PeriodBook In(PeriodBook book) =>
        // Not of the book with its own transfers of before, which hold that one's statements.
        book with { Postings = new Postings(book with { Postings = [] }) };

    public IEnumerator<Posting> GetEnumerator()
    {
        var list = new List<Posting>();
        var texts = new Dictionary<(string Terms, string Clause), string>();
        foreach (var statement in book.Statements)
        {
            list.Clear();
            OfStatement(book, statement, texts, list);
            foreach (var posting in list)
            {
                yield return posting;
            }
        }

        list.Clear();
        foreach (var remittance in book.Remittances)
        {
            OfRemittance(book, remittance, list);
        }

        foreach (var posting in list)
        {
            yield return posting;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <param name="texts">What thousands of lines share is made once.</param>
    private static void OfStatement(
        PeriodBook book, Statement s, Dictionary<(string Terms, string Clause), string> texts, List<Posting> list)
    {
        var own = Accounts.Participant(s.Number);
        var document = $"{book.Period} {s.Number}";
        void Post(string text, string debit, string credit, long amount)
        {
            if (amount < 0)
            {
                (debit, credit, amount) = (credit, debit, -amount);
            }

            if (amount > 0)
            {
                list.Add(new Posting(book.Ends, document, s.Number, text, debit, credit, amount));
            }
        }

        long named = 0;
        foreach (var line in s.Lines)
        {
            if (line.Account.Length == 0)
            {
                continue;
            }

            named += line.Kind == LineKind.Tax ? line.Amount : 0;
            ref var text = ref CollectionsMarshal.GetValueRefOrAddDefault(texts, (line.Terms, line.Clause), out _);
            text ??= $"{line.Terms} {line.Clause}";
            if (line.Taken + line.Carried + line.Invoiced == 0)
            {
                Post(text, line.Account, own, line.Amount);
            }
            else
            {
                // What the provider bears is posted as far as it was taken; brought-forward lines have an account
                // only then.
                var posted = line.OnCollection ? line.Taken : line.Amount - line.Invoiced;
                Post(text, own, line.Account, posted);
                if (line.Invoiced != 0)
                {
                    Post(text, $"Assets:Receivable:{Accounts.Name(s.Number)}", line.Account, line.Invoiced);
                }
            }
        }

        Post("tax", Accounts.Tax, own, s.Tax - named);
        Post("payment", own, Accounts.Clearing(s.Rail), s.ToPay);
    }

    private static void OfRemittance(PeriodBook book, Remittance r, List<Posting> list)
    {
        var owed = Accounts.Provider(r.Party);
        var document = $"{book.Period} {r.Party}";
        void Post(string text, string credit, long amount)
        {
            if (amount > 0)
            {
                list.Add(new Posting(book.Ends, document, r.Party, text, owed, credit, amount));
            }
            else if (amount < 0)
            {
                list.Add(new Posting(book.Ends, document, r.Party, text, credit, owed, -amount));
            }
        }

        Post($"{r.Terms} commission", $"Income:Commission:{Accounts.Name(r.Terms)}", r.Commission);
        Post($"{r.Terms} remittance", "Assets:Clearing:Remittances", r.Amount);
    }
}
