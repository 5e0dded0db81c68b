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

/// <summary>Records of all parties: they come in any order, and are then laid side by side for each party.</summary>
internal sealed class ByParty<T>(int parties)
    where T : struct
{
    private readonly int[] starts = new int[parties + 1];
    private List<int> owners = [];
    private List<T> gathered = [];
    private T[] all = [];

    /// <param name="count">How many will come, where that is known: lists that grow hold everything twice.</param>
    internal void Expect(int count)
    {
        owners.EnsureCapacity(count);
        gathered.EnsureCapacity(count);
    }

    internal void Add(int party, in T record)
    {
        owners.Add(party);
        gathered.Add(record);
        starts[party + 1]++;
    }

    /// <summary>Nothing comes any more.</summary>
    internal void Arrange()
    {
        for (var party = 0; party < parties; party++)
        {
            starts[party + 1] += starts[party];
        }

        var next = starts.AsSpan(0, parties).ToArray();
        all = new T[gathered.Count];
        for (var i = 0; i < all.Length; i++)
        {
            all[next[owners[i]]++] = gathered[i];
        }

        (owners, gathered) = ([], []);
    }

    /// <summary>Those of one party, in the order in which they came.</summary>
    internal Memory<T> Of(int party) => all.AsMemory(starts[party]..starts[party + 1]);
}
