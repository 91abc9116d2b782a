using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Zkml.Hosting.Web;

/// <summary>
/// JSON is UTF-8 (RFC 8259, section 8.1). The framework takes other character sets too, and a name that it does not know, or that stands in quotes, for a
/// fault of the service.
/// </summary>
internal static class JsonCharset
{
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.HasJsonContentType() || !MediaTypeHeaderValue.TryParse(context.Request.ContentType, out MediaTypeHeaderValue? type)
            || HeaderUtilities.RemoveQuotes(type.Charset).Value is not { } charset)
        {
            return next(context);
        }

        if (!charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return Problem.Of(StatusCodes.Status415UnsupportedMediaType, "charset", "JSON is sent as UTF-8.").ExecuteAsync(context);
        }

        context.Request.ContentType = type.MediaType.Value;
        return next(context);
    }
}
