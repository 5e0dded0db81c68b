using Meent.Platform;

namespace Meent.Parties;

/// <summary>Who: organisations, parties, memberships, the calendar. First step of the corridor.</summary>
public sealed class PartiesModule : IModule, IBringsReaders
{
    public string Name => "parties";

    public int Order => 10;

    public IEnumerable<RecordKind> Kinds => [Register.PartyReader.Own, Register.MemberReader.Own];

    public IEnumerable<IRecordReader> Readers(ImportContext context) =>
        [new Register.PartyReader(context), new Register.MemberReader(context)];
}

/// <summary>A module that takes kinds of records into the books.</summary>
public interface IBringsReaders
{
    /// <summary>The kinds that its readers take.</summary>
    IEnumerable<RecordKind> Kinds { get; }

    IEnumerable<IRecordReader> Readers(ImportContext context);

    /// <summary>All files were taken; the work is not committed yet.</summary>
    Task AfterImport(ImportContext context, CancellationToken ct) => Task.CompletedTask;
}

/// <summary>What every reader of an import works in: one organisation, one transaction.</summary>
public sealed class ImportContext(Work work, Organisation organisation, Calendar calendar, PartyRegister parties)
{
    public Work Work { get; } = work;

    public Organisation Organisation { get; } = organisation;

    public Calendar Calendar { get; } = calendar;

    public PartyRegister Parties { get; } = parties;

    /// <summary>A number that no register holds becomes a provisional membership instead of a quarantined
    /// row.</summary>
    public bool RegisterUnknown { get; init; }

    /// <summary>The file being read, for messages.</summary>
    public string File { get; set; } = "";
}
