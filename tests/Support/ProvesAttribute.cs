namespace Meent.Tests;

/// <summary>Names the ids of docs/traceability.md that a test proves.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class ProvesAttribute(params string[] ids) : Attribute
{
    public IReadOnlyList<string> Ids { get; } = ids;

    /// <summary>The test proves a part of what these ids ask for; the rest is not built or not proved.</summary>
    public bool Partly { get; set; }
}
