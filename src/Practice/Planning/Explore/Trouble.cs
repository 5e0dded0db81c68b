using Meent.Kernel;

namespace Meent.Planning.Explore;

/// <summary>Keeps the first refusal while a folder is read, so that a verb reads everything it needs in a row and asks
/// once whether all went well.</summary>
internal sealed class Trouble
{
    private const int Shown = 100;

    public Refusal? First { get; private set; }

    public void Note(Refusal refusal) => First ??= refusal;

    /// <summary>Values are shown, never whole novels.</summary>
    public static string Short(string value) => value.Length <= Shown ? value : value[..Shown] + "…";
}
