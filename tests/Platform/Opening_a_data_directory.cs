using Dapper;
using Meent.Platform;
using Npgsql;

namespace Meent.Tests;

public sealed class Opening_a_data_directory : IDisposable
{
    private const int SigKill = 9;
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task for_the_first_time_makes_it_and_closing_stops_the_server()
    {
        var installation = await TestInstallation.Open(folder, new ParcelModule());
        folder.ServerRuns.ShouldBeTrue();
        var pid = folder.ServerPid!.Value;
        File.ReadAllText(Path.Combine(folder.Path, "version.json"))
            .ShouldBe("""{"dataVersion":1,"program":"0.1.0"}""");

        await installation.DisposeAsync();

        folder.ServerPid.ShouldBeNull();
        TestFolder.Lives(pid).ShouldBeFalse();
    }

    [Fact]
    public async Task listens_to_nobody_on_the_network_and_waits_for_the_disk()
    {
        await using var installation = await TestInstallation.Open(folder);
        await using var connection = await installation.App.OpenConnectionAsync();

        (await connection.ExecuteScalarAsync<string>("show listen_addresses")).ShouldBe("");
        (await connection.ExecuteScalarAsync<string>("show fsync")).ShouldBe("on");
        (await connection.ExecuteScalarAsync<string>("show synchronous_commit")).ShouldBe("on");
        (await connection.ExecuteScalarAsync<string>("show data_checksums")).ShouldBe("on");
        (await connection.ExecuteScalarAsync<string>("show server_encoding")).ShouldBe("UTF8");
    }

    [Fact]
    public async Task twice_from_two_processes_shares_one_server_and_the_last_one_stops_it()
    {
        await using var peer = await PeerProcess.Open(folder);
        var pid = folder.ServerPid;
        var ours = await TestInstallation.Open(folder);
        folder.ServerPid.ShouldBe(pid);

        await peer.Leave();
        folder.ServerRuns.ShouldBeTrue();
        (await WriteARow(ours)).ShouldBeGreaterThan(0);

        await ours.DisposeAsync();
        folder.ServerPid.ShouldBeNull();
    }

    [Fact]
    public async Task twice_from_one_process_shares_one_server_too()
    {
        var first = await TestInstallation.Open(folder);
        var second = await TestInstallation.Open(folder);

        await first.DisposeAsync();
        (await WriteARow(second)).ShouldBeGreaterThan(0);

        await second.DisposeAsync();
        folder.ServerPid.ShouldBeNull();
    }

    [Fact]
    public async Task at_the_same_moment_from_three_processes_makes_it_once()
    {
        var opening = Enumerable.Range(0, 3).Select(_ => PeerProcess.Open(folder)).ToList();
        var peers = await Task.WhenAll(opening);

        foreach (var peer in peers)
        {
            (await peer.Write()).ShouldNotBeNull();
        }
        foreach (var peer in peers)
        {
            await peer.Leave();
            await peer.DisposeAsync();
        }
        folder.ServerPid.ShouldBeNull();
    }

    [Fact]
    public async Task survives_the_death_of_the_process_that_started_the_server()
    {
        await using var starter = await PeerProcess.Open(folder);
        await using var other = await PeerProcess.Open(folder);

        await starter.Kill();

        (await other.Write()).ShouldNotBeNull().ShouldStartWith("written");
        await other.Leave();
        folder.ServerPid.ShouldBeNull();
    }

    [Fact]
    public async Task takes_over_the_server_that_a_killed_process_left_behind()
    {
        await using var killed = await PeerProcess.Open(folder);
        await killed.Write();
        await killed.Kill();
        var orphan = folder.ServerPid!.Value;
        folder.ServerRuns.ShouldBeTrue();

        var installation = await TestInstallation.Open(folder);
        folder.ServerPid.ShouldBe(orphan);
        await installation.DisposeAsync();

        TestFolder.Lives(orphan).ShouldBeFalse();
    }

    [Fact]
    [Proves("NF18", Partly = true)]
    public async Task after_the_server_was_killed_starts_it_again_with_every_row()
    {
        await using (var before = await PeerProcess.Open(folder))
        {
            await before.Write();
            TestFolder.Signal(folder.ServerPid!.Value, SigKill);
            await before.Kill();
        }

        await using var installation = await TestInstallation.Open(folder);
        await using var work = await installation.Begin(0, "auditor", "CountWritten", CancellationToken.None);

        (await work.Connection.ExecuteScalarAsync<long>("select count(*) from platform.written")).ShouldBe(1);
    }

    [Fact]
    public async Task lets_an_open_process_go_on_when_the_next_one_restarts_a_killed_server()
    {
        await using var peer = await PeerProcess.Open(folder);
        await peer.Write();
        TestFolder.Signal(folder.ServerPid!.Value, SigKill);

        await using var installation = await TestInstallation.Open(folder);

        (await peer.Write()).ShouldNotBeNull().ShouldStartWith("written");
    }

    [Fact]
    public async Task starts_although_the_number_of_a_dead_server_is_now_another_program()
    {
        await (await TestInstallation.Open(folder)).DisposeAsync();
        var note = Path.Combine(folder.Path, "pg", "postmaster.pid");
        File.WriteAllText(note, $"{Environment.ProcessId}\n{folder.Path}/pg\n1\n5432\n\n\n  \nready   \n");

        await using var installation = await TestInstallation.Open(folder);

        (await WriteARow(installation)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task with_a_very_long_name_still_finds_a_place_for_the_socket()
    {
        var deep = Path.Combine(folder.Path, new string('d', 100), "meent");
        Directory.CreateDirectory(folder.Path);
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);

        var opened = await Installation.Open(new InstallationOptions(deep, null, "0.1.0"), [], CancellationToken.None);
        var installation = opened.Value;

        var socket = new NpgsqlConnectionStringBuilder(installation.App.ConnectionString).Host!;
        socket.ShouldStartWith("/tmp/meent-");
        (await WriteARow(installation)).ShouldBeGreaterThan(0);
        await installation.DisposeAsync();
        Directory.Exists(socket).ShouldBeFalse();
    }

    [Fact]
    public async Task again_finds_rows_counted_and_dead_ones_cleared_away_that_a_short_life_left()
    {
        var before = await TestInstallation.Open(folder);
        await using (var work = await before.Begin(0, "clerk", "WriteMany", CancellationToken.None))
        {
            await work.Connection.ExecuteAsync("""
                insert into platform.written (org_id, actor, command)
                select 0, 'clerk', 'WriteMany' from generate_series(1, 5000)
                """);
            for (var table = 0; table < 100; table++)
            {
                await work.Connection.ExecuteAsync($"create temp table stage_{table} (a int, b int) on commit drop");
            }
            await work.Commit(CancellationToken.None);
        }
        await before.DisposeAsync();

        await using var after = await TestInstallation.Open(folder);
        await using var connection = await after.App.OpenConnectionAsync();
        (await connection.ExecuteScalarAsync<float>(
            "select reltuples from pg_class where oid = 'platform.written'::regclass")).ShouldBe(5000);
        (await connection.ExecuteScalarAsync<long>(
            "select n_dead_tup from pg_stat_sys_tables where relid = 'pg_catalog.pg_attribute'::regclass"))
            .ShouldBeLessThan(100);
    }

    private static async Task<long> WriteARow(Installation installation)
    {
        await using var work = await installation.Begin(0, "clerk", "WriteARow", CancellationToken.None);
        var written = await work.Written(CancellationToken.None);
        await work.Commit(CancellationToken.None);
        return written;
    }
}
