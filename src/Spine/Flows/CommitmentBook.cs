using Dapper;
using Meent.Kernel;
using Meent.Platform;
using NodaTime;

namespace Meent.Flows;

/// <summary>A promise: what is ordered or booked, by whom and from whom.</summary>
/// <param name="Code">The id as its row says it; empty where it has none.</param>
/// <param name="Order">Number of the order; several lines share it. Empty where it belongs to none.</param>
/// <param name="Day">Day on which it is due.</param>
/// <param name="Terms">Terms that rate the item; 0 where there are none yet.</param>
/// <param name="Provider">Party; <see cref="Parties.Organisation.OwnParty"/> is the organisation.</param>
/// <param name="Quantity">Thousandths of the item's unit.</param>
/// <param name="UnitPrice">Agreed on the spot, millionths.</param>
/// <param name="Resource">Code of the place or device that is booked; empty where none is.</param>
/// <param name="From">Beginning of the booked time; null where nothing is booked.</param>
/// <param name="Cancelled">Day on which it was cancelled.</param>
public sealed record Commitment(
    Guid Id, string Code, string Order, LocalDate Day, int Terms, int Item, int Provider, int Receiver, long Quantity,
    long? UnitPrice, string Resource, Instant? From, Instant? Until, LocalDate? Cancelled);

/// <summary>Promises in the books, by day, order and id. What is cancelled is among them.</summary>
public static class CommitmentBook
{
    /// <summary>What is due from a day until a day.</summary>
    public static Task<IReadOnlyList<Commitment>> Due(
        Work work, LocalDate from, LocalDate until, CancellationToken ct) =>
        Read(work, DueOn, new { work.OrgId, From = from.ToDateOnly(), Until = until.ToDateOnly() }, ct);

    /// <summary>All lines of these orders.</summary>
    public static Task<IReadOnlyList<Commitment>> Ordered(
        Work work, IEnumerable<string> orders, CancellationToken ct) =>
        Read(work, OfOrders, new { work.OrgId, Orders = orders.Where(o => o.Length > 0).ToArray() }, ct);

    private static async Task<IReadOnlyList<Commitment>> Read(
        Work work, string sql, object parameters, CancellationToken ct) =>
    [
        .. (await work.Connection.QueryAsync<Row>(
            new CommandDefinition(sql, parameters, work.Transaction, cancellationToken: ct))).Select(r => r.Read()),
    ];

    private sealed record Row
    {
        public Guid Id { get; init; }
        public string Code { get; init; } = "";
        public string OrderNo { get; init; } = "";
        public DateOnly DueOn { get; init; }
        public int Terms { get; init; }
        public int Item { get; init; }
        public int Provider { get; init; }
        public int Receiver { get; init; }
        public long Quantity { get; init; }
        public long? UnitPrice { get; init; }
        public string Resource { get; init; } = "";
        public DateTime? Begins { get; init; }
        public DateTime? Ends { get; init; }
        public DateOnly? CancelledOn { get; init; }

        internal Commitment Read() => new(
            Id, Code, OrderNo, DueOn.ToLocalDate(), Terms, Item, Provider, Receiver, Quantity, UnitPrice, Resource,
            At(Begins), At(Ends), CancelledOn?.ToLocalDate());

        private static Instant? At(DateTime? utc) => utc is { } t ? Instant.FromDateTimeUtc(t) : null;
    }

    private const string Columns = """
        commitment_id as Id, code, order_no as OrderNo, due_on as DueOn, terms_id as Terms, item_id as Item,
        provider_id as Provider, receiver_id as Receiver, quantity, unit_price as UnitPrice, resource,
        lower(during) as Begins, upper(during) as Ends, cancelled_on as CancelledOn
        """;

    private const string DueOn = $"""
        select {Columns} from flows.commitment where org_id = @OrgId and due_on between @From and @Until
        order by due_on, order_no collate "C", commitment_id limit 1000000
        """;

    private const string OfOrders = $"""
        select {Columns} from flows.commitment
        where org_id = @OrgId and order_no <> '' and order_no = any (@Orders::text[])
        order by due_on, order_no collate "C", commitment_id limit 1000000
        """;
}
