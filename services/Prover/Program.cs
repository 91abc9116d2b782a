using Zkml.Hosting.Bus;
using Zkml.Hosting.Operations;
using Zkml.Prover;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("prover");
builder.AddProver();
builder.AddBus();
WebApplication app = builder.Build();
app.UseServiceDefaults();
await app.RunAsync();
