using System.Security.Cryptography;
using Dapper;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;

namespace Meent.Flows.Exchange;

/// <summary>Takes peers.csv: the keys by which files of other organisations are known to be theirs.</summary>
internal sealed class PeerReader(ImportContext context) : IRecordReader
{
    private readonly List<(int Line, string Party, string Key)> taken = [];

    internal static readonly RecordKind Own = new("peers", 35,
        [new("party", Required: true), new("public_key", Required: true)]);

    public RecordKind Kind => Own;

    public Task Take(IReadOnlyList<RecordRow> rows, CancellationToken ct)
    {
        foreach (var row in rows)
        {
            var (party, key) = (row.Cells[0], row.Cells[1]);
            row.Trouble = context.Parties.ByCode(party) is null
                ? new("party", party, new Refusal("parties.unknown_party", ("party", party)))
                : IsKey(key) ? null
                : new("public_key", key, Refusals.UnreadableKey(party));
            if (row.Trouble is null)
            {
                taken.Add((row.Key, party, key));
            }
        }

        return Task.CompletedTask;
    }

    public async Task<RecordVerdicts> Finish(CancellationToken ct)
    {
        var work = context.Work;
        var unchanged = new HashSet<int>();
        foreach (var (line, party, key) in taken)
        {
            var written = await work.Connection.ExecuteAsync(new CommandDefinition(
                Store, new { work.OrgId, Party = party, Key = key, Written = await work.Written(ct) },
                work.Transaction, cancellationToken: ct));
            if (written == 0)
            {
                unchanged.Add(line);
            }
        }

        taken.Clear();
        return new RecordVerdicts(unchanged, []);
    }

    private static bool IsKey(string text)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            return false;
        }

        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(bytes.AsSpan(0, length), out _);
            return key.KeySize == 256;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private const string Store = """
        insert into flows.peer (org_id, party, public_key, written_id) values (@OrgId, @Party, @Key, @Written)
        on conflict (org_id, party) do update set public_key = excluded.public_key, written_id = excluded.written_id
        where peer.public_key <> excluded.public_key
        """;
}
