namespace Meent.Platform;

/// <summary>Where an installation lives.</summary>
/// <param name="DataDirectory">The folder; null for the default place of this user.</param>
/// <param name="Database">A server to use in place of the program's own (MEENT_DB): Npgsql, libpq or URI form.</param>
/// <param name="ProgramVersion">The version of the program, written down when the data directory is made.</param>
public sealed record InstallationOptions(string? DataDirectory, string? Database, string ProgramVersion);
