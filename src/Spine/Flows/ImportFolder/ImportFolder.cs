using Meent.Agreements;
using Meent.Flows.Exchange;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;

namespace Meent.Flows.ImportFolder;

/// <summary>Takes folders into the books: org.json, terms, then the files of each kind in the order of the
/// kinds.</summary>
internal static class ImportFolder
{
    internal static async Task<Outcome<IReadOnlyList<ImportedOrganisation>>> Run(
        Installation installation, IReadOnlyList<IModule> modules, ImportRequest request, Func<Refusal, string> say,
        IProgress<string>? progress, CancellationToken ct)
    {
        var chosen = Choose(request.Paths);
        if (chosen.Refused)
        {
            return chosen.Refusal!;
        }

        var (folders, files) = chosen.Value;
        var results = new List<ImportedOrganisation>();
        foreach (var folder in folders)
        {
            var result = await One(installation, modules, request, folder, files, say, progress, ct);
            if (result.Refused)
            {
                return result.Refusal!;
            }

            results.Add(result.Value);
        }

        // All of them stand in the books: what one says of its events with another can be laid beside the other's.
        foreach (var result in results)
        {
            await Meeting.Run(installation, result.Code, request.Actor, ct);
        }

        return results.OrderBy(r => r.Code, StringComparer.Ordinal).ToList();
    }

    private static Outcome<(IReadOnlyList<string> Folders, IReadOnlyList<string> Files)> Choose(
        IReadOnlyList<string> paths)
    {
        var missing = paths.FirstOrDefault(p => !Directory.Exists(p) && !File.Exists(p));
        if (missing is not null)
        {
            return Folders.NoSuchPath(missing);
        }

        var folders = paths.Where(Directory.Exists).SelectMany(Folders.Below).Distinct().ToList();
        var files = paths.Where(File.Exists).Select(Path.GetFullPath).ToList();
        foreach (var loose in paths.Where(p => Directory.Exists(p) && Folders.Below(p).Count == 0))
        {
            files.AddRange(Directory.EnumerateFiles(loose).Select(Path.GetFullPath).Order(StringComparer.Ordinal));
        }

        return folders.Count == 0 ? Folders.NoOrganisation(string.Join(" ", paths))
            : folders.Count > 1 && files.Count > 0 ? Folders.SeveralOrganisations(folders[1])
            : ((IReadOnlyList<string>)folders, (IReadOnlyList<string>)files);
    }

    private static async Task<Outcome<ImportedOrganisation>> One(
        Installation installation, IReadOnlyList<IModule> modules, ImportRequest request, string folder,
        IReadOnlyList<string> files, Func<Refusal, string> say, IProgress<string>? progress, CancellationToken ct)
    {
        var json = await File.ReadAllTextAsync(Path.Combine(folder, "org.json"), ct);
        var settings = OrganisationSettings.Parse(json);
        if (settings.Refused)
        {
            return settings.Refusal!;
        }

        var code = settings.Value.Id;
        var orgId = await Organisation.Admit(installation, code, ct);
        await using var work = await installation.Begin(orgId, request.Actor, "import", ct);
        await Organisation.Alone(work, ct);
        var organisation = await Organisation.Take(work, json, ct);
        if (organisation.Refused)
        {
            return organisation.Refusal!;
        }

        var calendar = await Calendar.Load(work, settings.Value, ct);
        var terms = await TakeTerms(work, organisation.Value, calendar, folder, ct);
        if (terms.Refused)
        {
            return terms.Refusal!;
        }

        var context = new ImportContext(work, organisation.Value, calendar, await PartyRegister.Load(work, ct))
        {
            RegisterUnknown = request.RegisterUnknown,
        };
        var account = await TakeFiles(installation, modules, request, context, folder, files, say, progress, ct);
        if (account.Refused)
        {
            return account.Refusal!;
        }

        foreach (var module in modules.OfType<IBringsReaders>())
        {
            await module.AfterImport(context, ct);
        }

        await work.Commit(ct);
        return new ImportedOrganisation(code, folder, account.Value);
    }

    private static async Task<Outcome<Done>> TakeTerms(
        Work work, Organisation organisation, Calendar calendar, string folder, CancellationToken ct)
    {
        var terms = Path.Combine(folder, "terms");
        if (!Directory.Exists(terms))
        {
            return Done.It;
        }

        var book = await TermsBook.Load(work, ct);
        foreach (var file in Directory.EnumerateFiles(terms, "*.json").Order(StringComparer.Ordinal))
        {
            var taken = await book.Take(work, organisation, calendar, await File.ReadAllTextAsync(file, ct), ct);
            if (taken.Refused)
            {
                return taken.Refusal!;
            }
        }

        return Done.It;
    }

    private static async Task<Outcome<ImportAccount>> TakeFiles(
        Installation installation, IReadOnlyList<IModule> modules, ImportRequest request, ImportContext context,
        string folder, IReadOnlyList<string> files, Func<Refusal, string> say, IProgress<string>? progress,
        CancellationToken ct)
    {
        var mapping = MappingOf(request, folder);
        if (mapping.Refused)
        {
            return mapping.Refusal!;
        }

        var readers = modules.OfType<IBringsReaders>().SelectMany(m => m.Readers(context))
            .ToDictionary(r => r.Kind.Name);
        var formats = RecordFormats.Own.Concat(modules.OfType<IBringsRecords>().SelectMany(m => m.Formats)).ToList();
        var kinds = readers.Values.Select(r => r.Kind).ToList();
        var account = new ImportAccount();
        var quarantine = new Quarantine(
            Path.Combine(installation.DataDirectory, "quarantine", context.Organisation.Settings.Id), say);
        var own = Directory.EnumerateFiles(folder)
            .Where(f => Path.GetFileName(f) is not ("org.json" or "mapping.json" or "README.txt"));
        var readings = new List<(FileReading Reading, string Path)>();
        foreach (var path in own.Concat(files).Order(StringComparer.Ordinal))
        {
            var reading = mapping.Value.Choose(path, kinds, formats);
            if (reading.Refused)
            {
                return reading.Refusal!;
            }

            if (reading.Value is { } known)
            {
                readings.Add((known, path));
            }
            else
            {
                account.LeaveAlone(Path.GetFileName(path));
            }
        }

        foreach (var (reading, path) in readings
            .OrderBy(r => r.Reading.Kind.Order).ThenBy(r => r.Path, StringComparer.Ordinal))
        {
            progress?.Report(Path.GetFileName(path));
            await TakeFile(account, reading, path, readers[reading.Kind.Name], quarantine, context, ct);
        }

        return account;
    }

    /// <summary>A file whose header cannot be understood is named with its refusal; the others go on.</summary>
    private static async Task TakeFile(
        ImportAccount account, FileReading reading, string path, IRecordReader reader, Quarantine quarantine,
        ImportContext context, CancellationToken ct)
    {
        var currency = context.Organisation.Currency;
        var name = Path.GetFileName(path);
        var opened = reading.Open(currency);
        if (opened.Refused)
        {
            account.Add(FileAccount.OfRefused(name, reading.Kind.Name, opened.Refusal!));
            return;
        }

        foreach (var source in opened.Value)
        {
            using (source)
            {
                context.File = source.File;
                account.Add(await ImportFile.Run(source.File, source, reader, quarantine, currency, ct));
            }
        }
    }

    private static Outcome<Mapping> MappingOf(ImportRequest request, string folder)
    {
        var path = request.Mapping ?? Path.Combine(folder, "mapping.json");
        return File.Exists(path) ? Mapping.Read(path)
            : request.Mapping is null ? Mapping.None
            : Folders.NoSuchPath(path);
    }
}
