using Meent.Kernel;

namespace Meent.Platform;

/// <summary>A module that makes up organisations to try things on. Whoever starts it knows no module by name.</summary>
public interface IBringsGenerators
{
    IEnumerable<IGenerator> Generators { get; }
}

/// <summary>Writes the folder of a made-up organisation; the same options give the same bytes
/// everywhere.</summary>
public interface IGenerator
{
    /// <summary>What it makes: a word of the command line. Words for people: command.generate.WHAT.</summary>
    string What { get; }

    string Help { get; }

    IReadOnlyList<GeneratorOption> Options { get; }

    /// <summary>What the demo shows; null where the demo shows something else.</summary>
    GeneratorDemo? Demo { get; }

    /// <param name="folder">Is made where it is not there; must be empty.</param>
    /// <param name="chosen">Value by name of an option; a switch that is on has an empty value.</param>
    /// <param name="progress">Percent.</param>
    Outcome<Generated> Generate(
        string folder, IReadOnlyDictionary<string, string> chosen, IProgress<int>? progress);
}

/// <summary>Something that may be chosen, by a text.</summary>
/// <param name="Name">With its two hyphens.</param>
/// <param name="Switch">On or off, without a value.</param>
public sealed record GeneratorOption(string Name, string Help, bool Switch = false);

/// <summary>An organisation that the demo makes up.</summary>
/// <param name="Name">Of its folder.</param>
/// <param name="Period">The period that the demo closes.</param>
/// <param name="Today">A day on which that period is over.</param>
public sealed record GeneratorDemo(
    string Name, IReadOnlyDictionary<string, string> Chosen, string Period, string Today);

/// <summary>What was written.</summary>
/// <param name="Counts">How many of what.</param>
/// <param name="Quantities">Decimal texts.</param>
public sealed record Generated(
    string Folder, string Organisation, string Period, IReadOnlyList<KeyValuePair<string, int>> Counts,
    IReadOnlyList<KeyValuePair<string, string>> Quantities);
