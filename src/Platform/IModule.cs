namespace Meent.Platform;

/// <summary>What a module tells the platform about itself.</summary>
/// <remarks>
/// The statements that build its tables are embedded in the assembly of the implementing type as
/// <c>Schema/NNN_name.sql</c>, numbered from 001 without gaps. The first one creates the schema.
/// </remarks>
public interface IModule
{
    /// <summary>The name of the module and of its PostgreSQL schema: lower case, no spaces.</summary>
    string Name { get; }

    /// <summary>The position in the corridor: a module comes after the ones that it refers to.</summary>
    int Order { get; }
}
