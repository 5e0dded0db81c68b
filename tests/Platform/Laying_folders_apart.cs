using System.Diagnostics;
using Meent.Platform;

namespace Meent.Tests.Platform;

public sealed class Laying_folders_apart : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("meent-apart-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void is_asked_of_a_file_system_that_knows_it_and_changes_nothing_else()
    {
        Assert.SkipUnless(Placement.Apart(folder.FullName), "The file system of the temporary folder has no such flag");

        using var said = Process.Start(new ProcessStartInfo("lsattr", ["-d", folder.FullName])
        {
            RedirectStandardOutput = true,
        })!;
        said.StandardOutput.ReadToEnd().Split(' ')[0].ShouldContain('T');
        folder.CreateSubdirectory("2026-10").Exists.ShouldBeTrue();
        File.WriteAllText(Path.Combine(folder.FullName, "2026-10", "0007.html"), "whole");
        Directory.Move(Path.Combine(folder.FullName, "2026-10"), Path.Combine(folder.FullName, "old"));
        File.ReadAllText(Path.Combine(folder.FullName, "old", "0007.html")).ShouldBe("whole");
    }

    [Theory]
    [InlineData("/proc")]
    [InlineData("/nowhere/at/all")]
    public void is_left_undone_elsewhere_without_an_error(string place) => Placement.Apart(place).ShouldBeFalse();
}
