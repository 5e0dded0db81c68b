using Meent.Platform;

namespace Meent.Tests;

/// <summary>A module as small as one can be: fields of organisations, and crops that all of them share.</summary>
internal sealed class ParcelModule : IModule
{
    public string Name => "parcel";
    public int Order => 10;
}
