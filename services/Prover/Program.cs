using Zkml.Hosting.Operations;
using Zkml.Prover;

return await ServiceRun.RunAsync(args, "prover", builder => builder.AddProver());
