using Meent.Platform;

namespace Meent.Claims;

/// <summary>Owe: rating, claims, limits on credit, documents.</summary>
public sealed class ClaimsModule : IModule
{
    public string Name => "claims";

    public int Order => 50;
}
