using Meent.Platform;
using Meent.Tests.Closing;

namespace Meent.Tests.Taking;

/// <summary>A register kept in two files: each has its own account.</summary>
public sealed class Two_files_of_one_kind
{
    [Theory]
    [InlineData("members", "number,name", "0011,Wanjiku", "0012,Achieng", "0013,Otieno")]
    [InlineData("parties", "party,name,role", "p1,Feeds,supplier", "p2,Vet,supplier", "p3,Bank,supplier")]
    [InlineData("items", "item,name,unit", "i1,Hay,bale", "i2,Salt,bag", "i3,Calf,head")]
    [InlineData("places", "place,name", "R1,Kirimo", "R2,Tarama", "R3,Ngecha")]
    [InlineData("devices", "device,kind", "S1,scale", "S2,scale", "S3,phone")]
    [InlineData("agreements", "terms,member,from", "milk,0007,2024-01-01", "milk,0008,2024-01-01",
        "credit,0008,2024-01-01")]
    public async Task are_counted_row_by_row(string kind, string header, string one, string other, string third)
    {
        await using var hub = await Hub.New();
        hub.Write("mapping.json", $$"""
            { "sources": [{ "files": "*.list.csv", "kind": "{{kind}}" }] }
            """);
        hub.Write("a.list.csv", header, one, other);
        hub.Write("b.list.csv", header, third);

        Lists(await hub.Import()).ShouldBe([(2, 2, 0), (1, 1, 0)]);
        Lists(await hub.Import()).ShouldBe([(2, 0, 2), (1, 0, 1)]);
        hub.Write("b.list.csv", header, other, third);
        Lists(await hub.Import()).ShouldBe([(2, 0, 2), (2, 0, 2)]);
    }

    private static IEnumerable<(int, int, int)> Lists(ImportAccount account) => account.Files
        .Where(f => f.File.EndsWith(".list.csv", StringComparison.Ordinal))
        .Select(f => (f.Rows, f.Imported, f.Unchanged));
}
