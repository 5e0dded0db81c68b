namespace Meent.Host.Commands;

/// <summary>Progress in percent on standard error: a moving line on a terminal, one line elsewhere.</summary>
internal sealed class PercentBar(string words) : IProgress<int>
{
    private int said = -1;

    public void Report(int value)
    {
        if (value == said)
        {
            return;
        }

        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r{Shared.Words[words]} {value} %\x1b[K{(value >= 100 ? "\n" : "")}");
        }
        else if (said < 0)
        {
            Console.Error.WriteLine(Shared.Words[words]);
        }

        said = value;
    }
}
