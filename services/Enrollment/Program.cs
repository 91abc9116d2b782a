using Zkml.Enrollment;
using Zkml.Hosting.Bus;
using Zkml.Hosting.Operations;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("enrollment");
EnrollmentService.Add(builder);
builder.AddBus();

WebApplication app = builder.Build();
app.UseServiceDefaults();
EnrollmentService.Map(app);
await app.RunAsync();
