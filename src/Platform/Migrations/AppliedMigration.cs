namespace Meent.Platform.Migrations;

/// <summary>A row of platform.migration: what was applied to this database.</summary>
internal sealed record AppliedMigration(string Module, int Number, string Name, string Sha256);
