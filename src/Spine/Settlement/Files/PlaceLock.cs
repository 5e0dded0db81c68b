namespace Meent.Settlement.Files;

/// <summary>One process at a time writes the folder of a period. The system drops the lock when its holder dies; the
/// empty
/// file beside the folder stays.</summary>
internal static class PlaceLock
{
    private const int Taken = 11;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    internal static async Task<IDisposable> Take(string folder, CancellationToken ct)
    {
        var place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var above = Path.GetDirectoryName(place)!;
        Directory.CreateDirectory(above);
        var file = Path.Combine(above, $".{Path.GetFileName(place)}.lock");
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (e.HResult == Taken)
            {
                await Task.Delay(Pause, ct);
            }
        }
    }
}
