using Zkml.Enrollment;
using Zkml.Hosting.Bus;
using Zkml.Hosting.Operations;

if (await HealthProbe.RunAsync(args) is { } code)
{
    return code;
}

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("enrollment");
EnrollmentService.Add(builder);
builder.AddBus();

WebApplication app = builder.Build();
app.UseServiceDefaults();
EnrollmentService.Map(app);
return await app.RunToEndAsync();
