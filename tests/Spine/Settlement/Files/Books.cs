using Meent.Agreements;
using Meent.Kernel;
using Meent.Settlement;
using NodaTime;

namespace Meent.Tests.Spine.Settlement.Files;

/// <summary>October 2026 of a small dairy, made by hand.</summary>
internal static class Books
{
    public static readonly LocalDate First = new(2026, 10, 1);

    public static readonly Dictionary<string, string> Milk = new()
    {
        ["en"] = "Milk", ["nl"] = "Melk", ["sw"] = "Maziwa",
    };

    public static readonly Dictionary<string, string> Feed = new()
    {
        ["en"] = "Feed on credit", ["nl"] = "Voer op krediet", ["sw"] = "Chakula cha ng’ombe kwa mkopo",
    };

    public static PeriodBook Book(params Statement[] statements) => new()
    {
        OrganisationId = "tarama",
        OrganisationName = "Tarama Dairy",
        Country = "KE",
        Contact = "0700 000 000",
        LegalForm = "co-operative",
        Language = "en",
        Currency = Currency.Of("KES"),
        Period = "2026-10",
        Starts = First,
        Ends = new LocalDate(2026, 10, 31),
        State = "closed",
        PayDay = new LocalDate(2026, 11, 5),
        NextPayDay = new LocalDate(2026, 12, 5),
        DisputeUntil = new LocalDate(2026, 11, 19),
        Maker = "Jane Atieno",
        Approver = "Peter Kamau",
        MainItem = new MainItem("milk", "Milk", "kg"),
        Rails =
        [
            new Rail
            {
                Code = "mobile",
                Kind = "mobile-money",
                Step = 100,
                Minimum = 1000,
                Columns = 
                [
                    new("MSISDN", "account"), new("Amount", "amount"), new("Name", "name"), new("Ref", "reference"),
                ],
            },
            new Rail
            {
                Code = "bank",
                Kind = "pain.001",
                Step = 1,
                DebtorName = "Tarama Dairy",
                DebtorAccount = "0110001",
                DebtorAgent = "KCBLKENX",
            },
            new Rail { Code = "cash", Kind = "cash", Step = 100 },
        ],
        Statements = statements.Length == 0 ? [Grace()] : statements,
        Remittances = [new Remittance("vet", "Vet & Sons", "visits", "claim", 150000, 120000, 6000, 144000)],
        Postings = [.. (statements.Length == 0 ? [Grace()] : statements).SelectMany(PostingsOf)],
        Goods = [new GoodsLine("milk", "kg", "tank", 0, 173250, 2400, 173000, 250, 0, 0)],
        Exceptions = 
        [
            new BookException("account.unconfirmed", "0007", [new("account", "=1+1"), new("since", "2026-10-03")]),
        ],
    };

    /// <summary>Member 0007: 173.25 kg at 30.00 make 5,197.50, less feed of 2,000.00.</summary>
    public static Statement Grace()
    {
        var movements = Deliveries();
        return new Statement
        {
            PartyId = 7,
            Number = "0007",
            Numbers = ["0007"],
            Name = "Grace Wambũi",
            Language = "en",
            Phone = "254700000417",
            Route = "North",
            Point = "Market",
            DocumentNumber = 9,
            FiscalYear = "2026",
            Gross = 519750,
            Adjustments = 0,
            Tax = 0,
            BroughtForward = 0,
            DeductionsDue = 200000,
            Deductions = 200000,
            Net = 319750,
            CarriedForward = 0,
            Receivable = 0,
            CreditBroughtForward = 0,
            ToPay = 319750,
            CreditCarriedForward = 0,
            AcceptedQuantity = 173250,
            RejectedQuantity = 2400,
            Lines = [Price(519750, 173250, movements.Count(m => m.Accepted)), FeedLine(200000, 200000)],
            Movements = movements.ToArray(),
            Arrears = [],
            Rail = "bank",
            Account = "01109000417",
            NextLimit = new CreditLimit(259875, 519750, "50%", 0),
            FirstEntry = 131,
            LastEntry = 133,
        };
    }

    public static StatementLine Price(long amount, long quantity, int events) => new()
    {
        Kind = LineKind.Price,
        Rank = 0,
        Statutory = false,
        Terms = "milk",
        TermsVersion = 7,
        Clause = "milk",
        Title = Milk,
        Account = "Expenses:milk",
        Claim = 1,
        Amount = amount,
        Taken = 0,
        Carried = 0,
        Invoiced = 0,
        Quantity = quantity,
        Unit = "kg",
        Events = events,
        UnitPrice = 30_000_000,
        PerUnits = 1,
        Rounding = Rounding.HalfUp,
        Since = First,
        ForPeriod = "2026-10",
        Adjustment = false,
        BroughtForward = false,
        Provider = "",
        Details = [],
    };

    public static StatementLine FeedLine(long amount, long taken) => Price(amount, 0, 1) with
    {
        Kind = LineKind.Deduction,
        Rank = 4,
        Terms = "inputs",
        TermsVersion = 1,
        Clause = "feed",
        Title = Feed,
        Taken = taken,
        Carried = amount - taken,
        UnitPrice = null,
        Rounding = null,
        Provider = "store",
        Details = [new LineDetail(new LocalDate(2026, 10, 12), "8841", "Dairy meal", 50000, "kg", amount)],
    };

    /// <summary>Morning and evening, one evening refused, one record taken back and put right; 173.25 kg in
    /// all.</summary>
    public static List<Movement> Deliveries()
    {
        var movements = new List<Movement>();
        for (var day = 0; day < 31; day++)
        {
            movements.Add(new Movement(day, 1, 3000 + (day * 7 % 11 * 50), true, false, ""));
            if (day == 16)
            {
                movements.Add(new Movement(day, 2, 2400, false, false, "The alcohol test showed flakes"));
            }
            else if (day is not (8 or 19 or 23))
            {
                movements.Add(new Movement(day, 2, 2000 + (day * 5 % 7 * 50), true, false, ""));
            }
        }

        var rest = 173250 - movements.Where(m => m.Accepted).Sum(m => m.Quantity);
        var last = movements.FindIndex(m => m.Day == 20);
        movements.Insert(last + 1, new Movement(20, 1, -movements[last].Quantity, true, true, "The slip said 0008"));
        movements.Insert(last + 2, new Movement(20, 1, movements[last].Quantity + rest, true, false, ""));
        return movements;
    }

    /// <summary>A statement of so many members; their numbers count up from 0001.</summary>
    public static Statement Member(int number, string language = "en", string rail = "mobile")
    {
        var grace = Grace();
        return grace with
        {
            PartyId = number,
            Number = $"{number:0000}",
            Numbers = [$"{number:0000}"],
            Name = $"Member {number}",
            Language = language,
            Rail = rail,
            Account = $"2547{number:00000000}",
            DocumentNumber = number,
        };
    }

    public static IEnumerable<Posting> PostingsOf(Statement s)
    {
        var account = $"liabilities:members:{s.Number}";
        var day = new LocalDate(2026, 10, 31);
        var number = $"2026/{s.DocumentNumber}";
        if (s.Gross > 0)
        {
            yield return new Posting(day, "statement", number, s.Name, "expenses:goods:milk", account, s.Gross);
        }

        if (s.Deductions > 0)
        {
            yield return new Posting(day, "statement", number, s.Name, account, "assets:claims:feed", s.Deductions);
        }
    }
}
