using Zkml.Enrollment;
using Zkml.Hosting.Operations;

return await ServiceRun.RunAsync(args, "enrollment", builder => EnrollmentService.Add(builder), EnrollmentService.Map);
