using Meent.Kernel;

namespace Meent.Collection.Generate;

/// <summary>What was written.</summary>
/// <param name="Period">Month of the first day.</param>
/// <param name="Deliveries">Good deliveries, without the rows of planted faults.</param>
/// <param name="AcceptedThousandths">Accepted in the days asked for.</param>
internal sealed record GeneratedHub(
    string Folder, string Period, int Members, int Deliveries, int Purchases, long AcceptedThousandths,
    long RejectedThousandths, IReadOnlyList<PlantedFault> Faults);

/// <summary>Makes a hub with its people, milk and shop out of a seed, in the format of docs/spec/folder.md. The same
/// request gives the same bytes on every machine.</summary>
internal static class GenerateHub
{
    /// <param name="folder">Is made where it is not there; must be empty.</param>
    /// <param name="progress">Percent.</param>
    /// <returns>collection.generate_request with the field; collection.generate_folder_not_empty.</returns>
    public static Outcome<GeneratedHub> Generate(HubRequest request, string folder, IProgress<int>? progress)
    {
        if (request.Nonsense() is { } field)
        {
            return new Refusal("collection.generate_request", ("field", field));
        }

        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            return new Refusal("collection.generate_folder_not_empty", ("folder", folder));
        }

        Directory.CreateDirectory(folder);
        var currency = Currency.Of(request.Currency);
        var register = Register.For(request);
        var faults = new List<PlantedFault>();
        var registers = new RegisterFiles(request, register, currency, folder, faults);
        registers.Write();
        HubTerms.Write(request, currency, registers.Opening(), folder);
        var intake = Pour(request, register, folder, faults, progress);
        var purchases = new Purchases(request, register, currency).Write(folder);
        Stock.Write(request, intake, folder);
        if (request.Faults)
        {
            List(faults, folder);
        }

        return new GeneratedHub(
            folder, $"{request.First.Year:0000}-{request.First.Month:00}", request.Members, intake.Rows, purchases,
            intake.AcceptedOfDay.Sum(), intake.Rejected, faults);
    }

    private static Intake Pour(
        HubRequest request, Register register, string folder, List<PlantedFault> faults, IProgress<int>? progress)
    {
        using var sheet = new Sheet(folder, "deliveries.csv", Deliveries.Header);
        using var tests = request.CanTests
            ? new Sheet(folder, "observations.csv", "id,date,measure,value,member,delivery,place,observer")
            : null;
        var wanted = request.Faults ? 3 * FaultRows.Wanted(request) : 0;
        var deliveries = new Deliveries(request, register, sheet, tests, wanted);
        var intake = deliveries.Write(progress);
        if (request.Faults)
        {
            new FaultRows(request, register, deliveries, sheet, faults).Write(intake);
        }

        return intake;
    }

    private static void List(List<PlantedFault> faults, string folder)
    {
        using var sheet = new Sheet(folder, "faults.csv", "kind,file,line,id,expected");
        foreach (var fault in faults)
        {
            sheet.Text(fault.Kind).Text(fault.File).Int(fault.Line).Text(fault.Id).Text(fault.Expected).End();
        }
    }
}
