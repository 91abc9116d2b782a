using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Zkml.Hosting.Operations;

/// <summary>Says which fault happened and where. The text of an exception may quote a request, so it is not written down.</summary>
internal sealed class FaultLog(ILogger<FaultLog> logger) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException)
        {
            logger.LogError("A request failed: {Fault}\n{Stack}", exception.GetType().Name, exception.StackTrace);
        }

        return ValueTask.FromResult(false);
    }
}
