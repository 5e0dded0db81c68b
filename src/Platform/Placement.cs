using Meent.Platform.Postgres;

namespace Meent.Platform;

/// <summary>Where on a disk new files come to lie.</summary>
public static class Placement
{
    private const int TopOfHierarchy = 0x20000;

    /// <summary>Asks that folders made in this one lie apart from each other (chattr +T). ext4 puts a folder beside the
    /// one that holds it, and does not use the place of a file again within minutes of its deletion: where thousands
    /// were just replaced it would look at each of them for every new one.</summary>
    /// <returns>False where the file system knows no such thing or the folder is somebody else's; nothing depends on
    /// it.</returns>
    public static bool Apart(string folder) => Libc.SetFlag(folder, TopOfHierarchy);
}
