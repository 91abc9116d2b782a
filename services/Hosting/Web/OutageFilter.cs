using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Zkml.Hosting.Storage;

namespace Zkml.Hosting.Web;

/// <summary>A database or disk that is away is no fault of the request: the caller is asked to come again.</summary>
public sealed class OutageFilter(ILogger<OutageFilter> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        try
        {
            return await next(context);
        }
        catch (Exception fault) when (fault is not BadHttpRequestException && Transient.Is(fault) && !context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            logger.LogWarning("A request met an outage: {Fault}", fault.GetType().Name);
            context.HttpContext.Response.Headers.RetryAfter = "2";
            return Problem.Busy("unavailable", "A part of the service is away. Try again.");
        }
    }
}
