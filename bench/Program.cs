using Meent.Bench;

if (args is [Memory.Child, var step, var folder, var data])
{
    return await Memory.Run(step, folder, data, CancellationToken.None);
}

var workloads = new Dictionary<string, Func<Bed, Table, CancellationToken, Task>>
{
    ["import"] = Importing.Measure,
    ["settlement"] = Settling.Measure,
    ["close"] = Closing.Measure,
    ["federation"] = Federation.Measure,
    ["kinds"] = Kinds.Measure,
    ["memory"] = Memory.Measure,
    ["hledger"] = PlainText.Measure,
};
var wanted = args.Where(a => a != "--steps").ToList();
if (wanted.Find(w => !workloads.ContainsKey(w)) is { } unknown)
{
    var known = string.Join(", ", workloads.Keys);
    Console.Error.WriteLine($"{unknown}? One of: {known}; --steps shows where the time goes.");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
var table = new Table(Console.Out, args.Contains("--steps"));
try
{
    await using var bed = await Bed.Make(stop.Token);
    foreach (var name in wanted.Count == 0 ? [.. workloads.Keys] : wanted)
    {
        await workloads[name](bed, table, stop.Token);
    }
}
catch (Exception e)
{
    Console.Error.WriteLine(e);
    return 1;
}

return table.Missed == 0 ? 0 : 1;
