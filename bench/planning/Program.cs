using Meent.Bench.Planning;

return Workloads.Run(args);
