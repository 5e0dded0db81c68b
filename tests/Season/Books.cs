using Dapper;
using Meent.Host;

namespace Meent.Tests.Season;

/// <summary>A fresh data directory and a hub's folder, and the program that works on them. With a database of its
/// own in
/// the server that the tests share, or with a server of its own as the program makes it.</summary>
public sealed class Books : IAsyncDisposable
{
    public const string Period = "2026-10";
    private readonly TestFolder data = new();
    private readonly TestInstallation? given;
    private readonly Dictionary<string, string?> environment = [];

    private Books(TestInstallation? given, Hub hub)
    {
        (this.given, Hub) = (given, hub);
        if (given is not null)
        {
            environment["MEENT_DB"] = given.Owner;
        }
    }

    public Hub Hub { get; }

    public TestFolder Data => data;

    /// <summary>Where the files of the period lie.</summary>
    public string Output => Path.Combine(data.Path, "out", Hub.Id, Period);

    public static async Task<Books> New(Hub? hub = null) =>
        new(await TestInstallation.New([.. Modules.All]), hub ?? Hub.Small());

    /// <summary>With a server of its own, which takes some seconds.</summary>
    public static Books WithServer(Hub? hub = null) => new(null, hub ?? Hub.Small());

    public Books In(string name, string value)
    {
        environment[name] = value;
        return this;
    }

    public Program Start(params IEnumerable<string> arguments) => Program.Start(environment, arguments);

    public async Task<Ran> Run(params IEnumerable<string> arguments)
    {
        using var program = Start(arguments);
        return await program.End();
    }

    public string[] ImportArguments => ["import", Hub.Path, "--data", data.Path, "--as", "maker", "--json"];

    public string[] DraftArguments(string period = Period) =>
        ["close", Hub.Path, "--period", period, "--data", data.Path, "--as", "maker", "--today", "2027-06-01",
            "--json"];

    public string[] CloseArguments(string period = Period) => [.. DraftArguments(period), "--approve-as", "approver"];

    public Task<Ran> Import() => Run(ImportArguments);

    public Task<Ran> Draft(string period = Period) => Run(DraftArguments(period));

    public Task<Ran> Close(string period = Period) => Run(CloseArguments(period));

    /// <summary>One number out of the books of the hub, as the program may see them.</summary>
    public async Task<long> Ask(string sql)
    {
        await using var opened = given is null ? await TestInstallation.Open(data, [.. Modules.All]) : null;
        var installation = opened ?? given!.Installation;
        var org = await Meent.Parties.Organisation.Number(installation, Hub.Id, CancellationToken.None) ?? 0;
        await using var work = await installation.Begin(org, "test", "ask", CancellationToken.None);
        return await work.Connection.ExecuteScalarAsync<long>(sql, transaction: work.Transaction);
    }

    /// <summary>What the books hold: events, claims, transfers and their sums. Twice the same close leaves it
    /// alone.</summary>
    public async Task<IReadOnlyList<long>> Holdings()
    {
        var sums = new List<long>();
        foreach (var sql in (string[])[
            "select count(*) from flows.event", "select count(*) from claims.claim",
            "select coalesce(sum(amount), 0)::bigint from claims.claim", "select count(*) from ledger.transfer",
            "select coalesce(sum(amount), 0)::bigint from ledger.transfer", "select count(*) from ledger.journal",
            "select count(*) from settlement.payment",
                "select coalesce(sum(amount), 0)::bigint from settlement.payment",
            "select count(*) from settlement.statement", "select count(*) from claims.document"])
        {
            sums.Add(await Ask(sql));
        }

        return sums;
    }

    public async ValueTask DisposeAsync()
    {
        if (given is not null)
        {
            await given.DisposeAsync();
        }

        data.Dispose();
        Hub.Dispose();
    }
}
