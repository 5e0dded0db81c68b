using System.Diagnostics;

namespace Meent.Tests;

/// <summary>Another process that has the data directory open.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private const int SigKill = 9;
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);
    private readonly Process process;

    private PeerProcess(Process process) => this.process = process;

    public static async Task<PeerProcess> Open(TestFolder folder)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Meent.Tests.Peer.dll");
        var peer = new PeerProcess(Process.Start(new ProcessStartInfo("dotnet", [program, folder.Path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);
        var said = await peer.Line();
        said.ShouldNotBeNull();
        said.ShouldStartWith("ready");
        return peer;
    }

    /// <summary>Has it write a row, which needs a server that works.</summary>
    public async Task<string?> Write()
    {
        await process.StandardInput.WriteLineAsync("ping");
        await process.StandardInput.FlushAsync();
        return await Line();
    }

    /// <summary>Lets it leave in an orderly way; its output must end although the server may live on.</summary>
    public async Task Leave()
    {
        process.StandardInput.Close();
        await process.StandardOutput.ReadToEndAsync().WaitAsync(patience);
        await process.WaitForExitAsync().WaitAsync(patience);
    }

    public async Task Kill()
    {
        TestFolder.Signal(process.Id, SigKill);
        await process.StandardOutput.ReadToEndAsync().WaitAsync(patience);
        await process.WaitForExitAsync().WaitAsync(patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await Kill();
        }
        process.Dispose();
    }

    private Task<string?> Line() => process.StandardOutput.ReadLineAsync().WaitAsync(patience);
}
