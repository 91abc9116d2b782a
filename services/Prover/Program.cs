using Zkml.Hosting.Bus;
using Zkml.Hosting.Operations;
using Zkml.Prover;

if (await HealthProbe.RunAsync(args) is { } code)
{
    return code;
}

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("prover");
builder.AddProver();
builder.AddBus();
WebApplication app = builder.Build();
app.UseServiceDefaults();
return await app.RunToEndAsync();
