using System.Text.Json;

namespace Meent.Parties;

/// <summary>What kind of body an organisation is, as far as its books care.</summary>
/// <param name="Code">As org.json names it.</param>
/// <param name="Participant">What it calls those whom it settles: ends the keys form.one and form.many of the
/// words.</param>
/// <param name="Refunds">It may give back what is left over in proportion to what each dealt.</param>
/// <param name="Votes">Its participants decide.</param>
public sealed record LegalForm(string Code, string Participant, bool Refunds, bool Votes);

/// <summary>The legal forms that there are: a closed list, kept as data.</summary>
public static class Forms
{
    private const string Usual = "co-operative";

    /// <summary>All of them, the usual one first.</summary>
    public static IReadOnlyList<LegalForm> All { get; } = Load();

    /// <summary>The form that org.json names, or null where nobody knows it. What is left empty is the usual
    /// one.</summary>
    public static LegalForm? Find(string code) => All.FirstOrDefault(f => f.Code == (code.Length == 0 ? Usual : code));

    /// <summary>The form of books as they stand. Until the list was there any text could be written, and all were taken
    /// for the usual form: that holds for the books that have such a text.</summary>
    public static LegalForm Of(string code) => Find(code) ?? Find(Usual)!;

    private static List<LegalForm> Load()
    {
        using var stream = typeof(Forms).Assembly.GetManifestResourceStream("Forms.forms.json")!;
        return JsonSerializer.Deserialize<List<LegalForm>>(stream, OrganisationSettings.Options)!;
    }
}
