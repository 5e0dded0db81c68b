using Meent.Collection.ScaleFile;
using Meent.Platform;

namespace Meent.Collection;

/// <summary>The file of the weighing scales that Kenyan collection centres carry; docs/spec/folder.md.</summary>
public static class ScaleFiles
{
    public static IRecordFormat Format { get; } = new ScaleFormat();
}
