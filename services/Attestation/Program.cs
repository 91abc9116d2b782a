using Zkml.Attestation;
using Zkml.Hosting.Bus;
using Zkml.Hosting.Operations;

if (await HealthProbe.RunAsync(args) is { } code)
{
    return code;
}

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("attestation");
builder.AddAttestation();
builder.AddBus();
WebApplication app = builder.Build();
app.UseServiceDefaults();
app.MapAttestation();
return await app.RunToEndAsync();
