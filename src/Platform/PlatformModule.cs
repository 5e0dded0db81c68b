namespace Meent.Platform;

/// <summary>The platform's own tables, which come before those of every module.</summary>
internal sealed class PlatformModule : IModule
{
    public string Name => "platform";
    public int Order => int.MinValue;
}
