using Zkml.Attestation;
using Zkml.Hosting.Operations;

return await ServiceRun.RunAsync(args, "attestation", builder => builder.AddAttestation(), app => app.MapAttestation());
