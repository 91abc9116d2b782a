using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Zkml.Hosting.Web;

/// <summary>Refusals as RFC 9457 problem details. Programs read the type, which never changes; people the title, which quotes nothing of the request.</summary>
public static class Problem
{
    public const string TypePrefix = "urn:zkml:problem:";

    public static ProblemHttpResult Of(int status, string code, string title) => TypedResults.Problem(statusCode: status, type: TypePrefix + code, title: title);

    public static ProblemHttpResult Malformed(string code, string title) => Of(StatusCodes.Status400BadRequest, code, title);

    public static ProblemHttpResult Forbidden(string code, string title) => Of(StatusCodes.Status403Forbidden, code, title);

    public static ProblemHttpResult NotFound(string code, string title) => Of(StatusCodes.Status404NotFound, code, title);

    public static ProblemHttpResult Conflict(string code, string title) => Of(StatusCodes.Status409Conflict, code, title);

    public static ProblemHttpResult Unacceptable(string code, string title) => Of(StatusCodes.Status422UnprocessableEntity, code, title);

    public static ProblemHttpResult Busy(string code, string title) => Of(StatusCodes.Status503ServiceUnavailable, code, title);
}
