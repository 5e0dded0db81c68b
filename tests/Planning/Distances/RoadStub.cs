using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Meent.Tests.Planning.Distances;

/// <summary>A road server of a few lines, on a thread of its own: says what the test wants it to say.</summary>
internal sealed class RoadStub : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, string, (int Status, string Body)> answer;

    /// <param name="answer">Of the first line and the body of a question.</param>
    public RoadStub(Func<string, string, (int Status, string Body)> answer)
    {
        this.answer = answer;
        listener.Start();
        Url = $"http://{listener.LocalEndpoint}";
        new Thread(Listen) { IsBackground = true }.Start();
    }

    public ConcurrentQueue<string> Asked { get; } = new();

    public string Url { get; }

    public void Dispose() => listener.Dispose();

    private void Listen()
    {
        try
        {
            while (true)
            {
                using var client = listener.AcceptTcpClient();
                Answer(client.GetStream());
            }
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException or IOException)
        {
            // The test is over.
        }
    }

    private void Answer(NetworkStream stream)
    {
        var first = Line(stream);
        var length = 0;
        while (Line(stream) is { Length: > 0 } line)
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(line[15..], CultureInfo.InvariantCulture);
            }
        }

        var body = new byte[length];
        stream.ReadExactly(body);
        Asked.Enqueue(first);
        var (status, said) = answer(first, Encoding.UTF8.GetString(body));
        var content = Encoding.UTF8.GetBytes(said);
        stream.Write(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status} x\r\nContent-Type: application/json\r\nContent-Length: {content.Length}\r\n"
            + "Connection: close\r\n\r\n"));
        stream.Write(content);
    }

    /// <summary>Without the end of the line; empty at the end of the head.</summary>
    private static string Line(NetworkStream stream)
    {
        var line = new StringBuilder();
        for (var next = stream.ReadByte(); next is not ('\n' or -1); next = stream.ReadByte())
        {
            line.Append((char)next);
        }

        return line.ToString().TrimEnd('\r');
    }
}
