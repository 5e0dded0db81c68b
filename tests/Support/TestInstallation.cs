using Meent.Kernel;
using Meent.Platform;

namespace Meent.Tests;

/// <summary>
/// An installation for a test. <see cref="New"/> gives an empty migrated database in a server that all tests of the
/// process share, in a fraction of a second; <see cref="NewServer"/> a data directory with a server of its own.
/// </summary>
public sealed class TestInstallation : IAsyncDisposable
{
    private readonly TestFolder? folder;
    private readonly string? database;

    private TestInstallation(Installation installation, TestFolder? folder, string? database) =>
        (Installation, this.folder, this.database) = (installation, folder, database);

    public Installation Installation { get; }

    /// <summary>An empty database with the schema of these modules, in the server that the tests share.</summary>
    public static async Task<TestInstallation> New(params IModule[] modules)
    {
        var cluster = await TestCluster.Shared();
        var database = await cluster.NewDatabase(modules);
        return new TestInstallation(await cluster.Open(database, modules), null, database);
    }

    /// <summary>The books of an earlier release, opened by this program.</summary>
    public static async Task<TestInstallation> OfDump(string dump, params IModule[] modules)
    {
        var cluster = await TestCluster.Shared();
        var database = await cluster.NewDatabase(dump);
        return new TestInstallation(await cluster.Open(database, modules), null, database);
    }

    /// <summary>A fresh data directory with a server of its own, which takes some seconds.</summary>
    public static async Task<TestInstallation> NewServer(params IModule[] modules)
    {
        var folder = new TestFolder();
        try
        {
            return new TestInstallation(await Open(folder, modules), folder, null);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Opens the data directory as the program would.</summary>
    public static async Task<Installation> Open(TestFolder folder, params IModule[] modules) =>
        (await TryOpen(folder, modules)).Value;

    public static Task<Outcome<Installation>> TryOpen(TestFolder folder, params IModule[] modules) =>
        Installation.Open(new InstallationOptions(folder.Path, null, "0.1.0"), modules, CancellationToken.None);

    /// <summary>The connection string of the owner of this database, who may do what the program may not.</summary>
    public string Owner => TestCluster.OwnerOf(Installation);

    public async ValueTask DisposeAsync()
    {
        await Installation.DisposeAsync();
        folder?.Dispose();
        if (database is not null)
        {
            await (await TestCluster.Shared()).Drop(database);
        }
    }
}
