namespace Meent.Planning.Rules.Routing.Population;

/// <summary>Ordered crossover (OX) of two giant tours: a part of the one, then what is missing in the order of the
/// other. </summary>
internal sealed class Crossover(int size, Dice dice)
{
    private readonly bool[] taken = new bool[size];

    public void Mix(int[] one, int[] other, int[] child)
    {
        var count = size - 1;
        var start = dice.Below(count);
        var end = dice.Below(count);
        while (end == start && count > 1)
        {
            end = dice.Below(count);
        }

        Array.Clear(taken);
        var length = ((end - start + count) % count) + 1;
        var at = start;
        for (var k = 0; k < length; k++)
        {
            child[at] = one[at];
            taken[one[at]] = true;
            at = at + 1 == count ? 0 : at + 1;
        }

        for (int k = 0, source = at; k < count; k++)
        {
            var stop = other[source];
            source = source + 1 == count ? 0 : source + 1;
            if (!taken[stop])
            {
                child[at] = stop;
                at = at + 1 == count ? 0 : at + 1;
            }
        }
    }
}
