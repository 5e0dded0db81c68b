namespace Meent.Platform.Migrations;

/// <summary>Which files of the program the database still lacks. Forward only.</summary>
internal static class MigrationPlan
{
    /// <summary>
    /// The files to apply, in order. Refused when the database was built from something else than the files of this
    /// program: a file that changed, one that it does not know, or one that was skipped.
    /// </summary>
    public static Outcome<IReadOnlyList<Migration>> Of(
        IReadOnlyList<Migration> known, IReadOnlyList<AppliedMigration> applied)
    {
        var byKey = applied.ToDictionary(a => (a.Module, a.Number));
        foreach (var stranger in applied)
        {
            if (!known.Any(k => k.Module == stranger.Module && k.Number == stranger.Number))
            {
                return Refusals.MigrationUnknown(stranger.Module, $"{stranger.Number:000}_{stranger.Name}");
            }
        }
        foreach (var files in known.GroupBy(k => k.Module))
        {
            var next = 1;
            var missing = false;
            foreach (var file in files)
            {
                var has = byKey.TryGetValue((file.Module, file.Number), out var was);
                if (file.Number != next++ || (has && missing))
                {
                    return Refusals.MigrationGap(file.Module, next - 1);
                }
                if (has && was!.Sha256 != file.Sha256)
                {
                    return Refusals.MigrationChanged(file.Module, $"{file.Number:000}_{file.Name}");
                }
                missing |= !has;
            }
        }
        return known.Where(k => !byKey.ContainsKey((k.Module, k.Number))).ToList();
    }
}
