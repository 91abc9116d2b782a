using Zkml.Hosting.Storage;

namespace Zkml.Enrollment.Http;

/// <summary>A database or disk that is away is no fault of the request: the caller is asked to come again.</summary>
internal sealed class OutageFilter(ILogger<OutageFilter> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception fault) when (Transient.Is(fault) && fault is not BadHttpRequestException && !context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            logger.LogWarning("A request met an outage: {Fault}", fault.GetType().Name);
            context.HttpContext.Response.Headers.RetryAfter = "2";
            return Problem.Busy("unavailable", "A part of the service is away. Try again.");
        }
    }
}
