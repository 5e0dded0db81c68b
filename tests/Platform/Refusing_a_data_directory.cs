using Meent.Kernel;
using Meent.Platform;
using Meent.Platform.Folder;
using Meent.Platform.Postgres;

namespace Meent.Tests;

public sealed class Refusing_a_data_directory : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task of_a_newer_program_names_both_versions_and_starts_nothing()
    {
        Directory.CreateDirectory(folder.Path);
        File.WriteAllText(Path.Combine(folder.Path, "version.json"), """{"dataVersion":2,"program":"0.9.0"}""");

        var refusal = (await TestInstallation.TryOpen(folder)).Refusal.ShouldNotBeNull();

        refusal.Code.ShouldBe("platform.data_is_newer");
        refusal.Fact("found").ShouldBe("2");
        refusal.Fact("known").ShouldBe("1");
        Directory.GetFileSystemEntries(folder.Path).Length.ShouldBe(1);
    }

    [Fact]
    public async Task that_holds_somebody_elses_files_leaves_them_alone()
    {
        Directory.CreateDirectory(folder.Path);
        File.WriteAllText(Path.Combine(folder.Path, "holiday.txt"), "beach");

        (await TestInstallation.TryOpen(folder)).Refusal!.Code.ShouldBe("platform.not_a_data_directory");

        Directory.GetFileSystemEntries(folder.Path).Length.ShouldBe(1);
    }

    [Fact]
    public async Task whose_version_cannot_be_read()
    {
        Directory.CreateDirectory(folder.Path);
        File.WriteAllText(Path.Combine(folder.Path, "version.json"), "{");

        (await TestInstallation.TryOpen(folder)).Refusal!.Code.ShouldBe("platform.not_a_data_directory");
    }

    [Fact]
    public async Task that_the_server_user_cannot_enter_names_the_folder_that_is_shut()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root runs the server as somebody else.");
        Directory.CreateDirectory(folder.Path, (UnixFileMode)0b111_000_000);
        var inside = Path.Combine(folder.Path, "co-operative");

        var opened = await Installation.Open(new(inside, null, "0.1.0"), [], CancellationToken.None);

        opened.Refusal!.Code.ShouldBe("platform.data_not_reachable");
        opened.Refusal.Fact("folder").ShouldBe(folder.Path);
        Directory.Exists(inside).ShouldBeFalse();
    }

    [Fact]
    public async Task without_postgres_names_the_line_that_brings_it()
    {
        var found = await PostgresProgram.Find(null, "/nowhere", "/also/nowhere", null, CancellationToken.None);

        found.Refusal!.Code.ShouldBe("platform.no_postgres");
        found.Refusal.Fact("run").ShouldBe("apt-get install -y postgresql");
    }

    [Fact]
    public async Task made_by_a_postgres_that_is_gone_names_the_version_it_needs()
    {
        var any = (await PostgresProgram.Find(null, CancellationToken.None)).Value;

        var found = await PostgresProgram.Find(any.BinFolder, "/nowhere", null, 99, CancellationToken.None);

        found.Refusal!.Code.ShouldBe("platform.postgres_version_missing");
        found.Refusal.Fact("needed").ShouldBe("99");
    }

    [Theory]
    [InlineData(null, "platform.postgres_too_old", "14")]
    [InlineData(16, "platform.postgres_version_missing", "")]
    public async Task where_only_an_old_postgres_lies_names_what_is_needed(int? madeBy, string code, string seen)
    {
        var old = Directory.CreateDirectory(Path.Combine(folder.Path, "14", "bin")).FullName;
        foreach (var program in (string[])["postgres", "initdb"])
        {
            File.WriteAllText(Path.Combine(old, program), $"#!/bin/sh\necho '{program} (PostgreSQL) 14.19'\n");
            File.SetUnixFileMode(Path.Combine(old, program), (UnixFileMode)0b111_101_101);
        }

        var found = await PostgresProgram.Find(null, folder.Path, null, madeBy, CancellationToken.None);

        found.Refusal!.Code.ShouldBe(code);
        found.Refusal.Fact("found").ShouldBe(seen);
    }

    [Fact]
    public void as_root_without_a_user_for_the_server_names_the_line_that_makes_one()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root runs the server as somebody else.");

        var found = ServerUser.Find(folder.Path, "nobody-has-this-name");

        found.Refusal!.Code.ShouldBe("platform.no_postgres_user");
        found.Refusal.Fact("run").ShouldStartWith("useradd");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Host=/nowhere;Username=ann;Database=meent")]
    public async Task where_nobody_may_write_names_the_folder(string? database)
    {
        // The kernel's own folder: root may not make anything in it either, read-only or not.
        const string shut = "/sys/meent";

        var opened = await Installation.Open(new(shut, database, "0.1.0"), [], CancellationToken.None);

        opened.Refusal!.Code.ShouldBe("platform.data_not_writable");
        opened.Refusal.Fact("folder").ShouldBe(shut);
    }

    [Fact]
    public async Task whose_server_does_not_start_says_why_and_keeps_what_was_there()
    {
        await (await TestInstallation.Open(folder)).DisposeAsync();
        var settings = Path.Combine(folder.Path, "pg", "postgresql.conf");
        var sound = await File.ReadAllTextAsync(settings);
        await File.AppendAllTextAsync(settings, "shared_bufers = 1GB\n");

        var refusal = (await TestInstallation.TryOpen(folder)).Refusal.ShouldNotBeNull();

        refusal.Code.ShouldBe("platform.server_did_not_start");
        refusal.Fact("reason").ShouldContain("postgresql.conf");
        (await File.ReadAllTextAsync(refusal.Fact("log"))).ShouldContain("shared_bufers");
        await File.WriteAllTextAsync(settings, sound);
        await (await TestInstallation.Open(folder)).DisposeAsync();
    }

    [Fact]
    public async Task whose_place_for_the_socket_belongs_to_somebody_else_leaves_that_alone()
    {
        const uint nobody = 65534;
        const UnixFileMode open = (UnixFileMode)0b111_111_101;
        var deep = new DataFolder(Path.Combine(folder.Path, new string('d', 100), "meent"));
        var socket = deep.ShortSocketFolder();
        Directory.CreateDirectory(socket);
        File.SetUnixFileMode(socket, open);
        if (Environment.IsPrivilegedProcess)
        {
            Libc.GiveTo(socket, nobody, nobody);
        }
        var before = Libc.Facts(socket);
        try
        {
            var opened = await Installation.Open(new(deep.Path, null, "0.1.0"), [], CancellationToken.None);

            opened.Refusal!.Code.ShouldBe("platform.socket_folder_taken");
            opened.Refusal.Fact("folder").ShouldBe(socket);
            Libc.Facts(socket).ShouldBe(before);
        }
        finally
        {
            Directory.Delete(socket, recursive: true);
        }
    }

    [Fact]
    public async Task finds_the_programs_by_one_of_their_files_as_well()
    {
        var any = (await PostgresProgram.Find(null, CancellationToken.None)).Value;

        var found = await PostgresProgram.Find(any.Server, "/nowhere", null, null, CancellationToken.None);

        found.Value.BinFolder.ShouldBe(any.BinFolder);
    }

    [Fact]
    public void a_full_disk_is_recognised_however_deep_it_is_said()
    {
        var full = new IOException("No space left on device", 28);

        Refusals.DiskFullFrom(new InvalidOperationException("copy", full))!.Code.ShouldBe("platform.disk_full");
        Refusals.DiskFullFrom(new Npgsql.PostgresException("full", "ERROR", "ERROR", "53100"))
            .ShouldBe(Refusals.DiskFull);
        Refusals.DiskFullFrom(new IOException("gone", 2)).ShouldBeNull();
    }
}
