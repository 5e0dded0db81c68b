namespace Meent.Settlement.ClosePeriod;

/// <summary>Parties by a dense index, for arrays instead of dictionaries on the hot path.</summary>
internal sealed class PartyIndex
{
    private readonly int[] ids;
    private readonly int[] places;

    /// <param name="ids">Each once, none negative.</param>
    internal PartyIndex(IEnumerable<int> ids)
    {
        this.ids = [.. ids];
        places = new int[this.ids.Append(-1).Max() + 1];
        Array.Fill(places, -1);
        for (var i = 0; i < this.ids.Length; i++)
        {
            places[this.ids[i]] = i;
        }
    }

    internal int Count => ids.Length;

    /// <summary>Id of the party at an index.</summary>
    internal int At(int index) => ids[index];

    /// <summary>Index of a party; -1 for one that is not known.</summary>
    internal int Of(int id) => id < places.Length ? places[id] : -1;
}

/// <summary>Records of all parties: they come in any order, and are then laid side by side for each party, in the
/// memory in which they came.</summary>
internal sealed class ByParty<T>(int parties)
    where T : struct
{
    private readonly int[] starts = new int[parties + 1];
    private int[] owners = [];
    private T[] records = [];
    private int count;

    /// <param name="most">How many will come at most, where that is known: memory that grows is held twice.</param>
    internal void Expect(int most)
    {
        Array.Resize(ref owners, most);
        Array.Resize(ref records, most);
    }

    internal void Add(int party, in T record)
    {
        if (count == records.Length)
        {
            Expect(Math.Max(64, 2 * count));
        }

        (owners[count], records[count]) = (party, record);
        starts[party + 1]++;
        count++;
    }

    /// <summary>Nothing comes any more.</summary>
    internal void Arrange()
    {
        for (var party = 0; party < parties; party++)
        {
            starts[party + 1] += starts[party];
        }

        var next = starts.AsSpan(0, parties).ToArray();
        var place = owners.AsSpan(0, count);
        foreach (ref var owner in place)
        {
            owner = next[owner]++;
        }

        for (var i = 0; i < place.Length; i++)
        {
            while (place[i] != i)
            {
                var to = place[i];
                (records[i], records[to]) = (records[to], records[i]);
                (place[i], place[to]) = (place[to], to);
            }
        }

        owners = [];
    }

    /// <summary>Those of one party, in the order in which they came.</summary>
    internal Memory<T> Of(int party) => records.AsMemory(starts[party]..starts[party + 1]);
}
