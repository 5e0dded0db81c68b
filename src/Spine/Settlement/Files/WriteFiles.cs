namespace Meent.Settlement.Files;

/// <summary>What was written.</summary>
/// <param name="Hash">outputHash of the folder.</param>
internal sealed record WrittenFiles(string Folder, int Files, long Bytes, string Hash, Summary Summary);

/// <summary>Writes the whole folder of a period: everything beside its place first, then put there in one go.</summary>
internal static class WriteFiles
{
    private const int Writers = 2;

    private const int ProgressEach = 100;

    /// <summary>Removes what an earlier run left at the place; the folder is replaced as a whole.</summary>
    /// <param name="progress">Statements written so far.</param>
    /// <exception cref="InvalidOperationException">Lines of a statement do not add up to its figures.</exception>
    /// <exception cref="IOException">The place holds something that is no earlier output.</exception>
    public static Task<WrittenFiles> Write(
        PeriodBook book, string folder, IProgress<int>? progress, CancellationToken ct) =>
        Write(book, folder, null, progress, ct);

    /// <summary>The same with further files that the caller makes from the figures, such as summary.json.</summary>
    /// <param name="further">Relative path and content of each.</param>
    public static async Task<WrittenFiles> Write(
        PeriodBook book,
        string folder,
        Func<Summary, IReadOnlyList<(string Path, ReadOnlyMemory<byte> Content)>>? further,
        IProgress<int>? progress,
        CancellationToken ct)
    {
        var view = new BookView(book);
        var output = OutputFolder.Begin(folder);
        var lists = Task.Run(() => Lists(view, output), ct);
        await Task.WhenAll(Statements(view, output, progress, ct), lists);
        var summary = Summary.Of(book, await lists);
        foreach (var (path, content) in further?.Invoke(summary) ?? [])
        {
            output.Write(path, content.Span);
        }

        var paths = output.Paths();
        output.Write("index.html", text => IndexPage.Write(text, view, summary, paths));
        ct.ThrowIfCancellationRequested();
        var hash = output.Commit();
        return new WrittenFiles(Path.GetFullPath(folder), output.Count, output.Bytes, hash, summary);
    }

    private static async Task Statements(
        BookView view, OutputFolder output, IProgress<int>? progress, CancellationToken ct)
    {
        output.AddFolder("statements");
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(
            () =>
            {
                using var text = new Utf8Text();
                var page = new StatementPage(view, text);
                for (var i = Interlocked.Increment(ref next);
                    i < view.Statements.Count;
                    i = Interlocked.Increment(ref next))
                {
                    ct.ThrowIfCancellationRequested();
                    var statement = view.Statements[i];
                    output.Write($"statements/{BookView.FileName(statement.Number)}.html", page.Write(statement));
                    if ((i + 1) % ProgressEach == 0 || i + 1 == view.Statements.Count)
                    {
                        progress?.Report(i + 1);
                    }
                }
            },
            ct)));
    }

    /// <returns>Sums of the journal, read back from the file.</returns>
    private static JournalSums Lists(BookView view, OutputFolder output)
    {
        output.Write("journal.journal", text => JournalFile.Write(text, view.Book));
        foreach (var (path, write) in TableFiles.All)
        {
            output.Write(path, text => write(text, view));
        }

        Documents(view, output);
        if (view.Book.References is not null)
        {
            output.Write("advantage.csv", text => TableFiles.Advantage(text, view));
        }

        Payments.Write(output, view);
        output.Write("statement.css", StyleSheet());
        using var journal = File.OpenRead(output.FreshPath("journal.journal"));
        return JournalSums.Read(journal, view.Book.Currency);
    }

    /// <summary>What goes out under a number; a draft has none.</summary>
    private static void Documents(BookView view, OutputFolder output)
    {
        if (view.Book.Exchanges.Count > 0)
        {
            output.Write("exchanges.csv", text => TableFiles.Exchanges(text, view));
        }

        var issued = view.Book.Documents.Where(d => d.Number > 0).ToList();
        if (issued.Count == 0)
        {
            return;
        }

        output.AddFolder("documents");
        var statements = view.Statements.ToDictionary(s => s.Number, StringComparer.Ordinal);
        foreach (var document in issued)
        {
            output.Write(
                DocumentPage.Path(document),
                text => DocumentPage.Write(text, view, statements[document.Party], document));
        }

        output.Write("documents.csv", text => TableFiles.Documents(text, view, issued));
    }

    private static byte[] StyleSheet()
    {
        using var stream = typeof(WriteFiles).Assembly.GetManifestResourceStream("Files.statement.css")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
