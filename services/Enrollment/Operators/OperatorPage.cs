using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Zkml.Captures;
using Zkml.Enrollment.Captures;
using Zkml.Enrollment.Devices;
using Zkml.Enrollment.Registry;
using Zkml.Enrollment.Storage;
using Zkml.Hosting.Security;
using Zkml.Hosting.Web;

namespace Zkml.Enrollment.Operators;

/// <summary>
/// The operator's page: captures, proofs, devices and epochs, no biometric data. The key comes with the form each time and is not kept: no session, no cookie,
/// no script. Light and dark as the reader has it.
/// </summary>
internal static class OperatorPage
{
    private const string KeyField = "key";

    private const int LongestForm = 1024;

    private const string Style =
        """
        :root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--line:#8a9099;--bad:#a3161b}
        @media (prefers-color-scheme:dark){:root{--ink:#e8eaed;--paper:#15181c;--line:#7d848d;--bad:#ff9a94}}
        body{margin:0 auto;max-width:70rem;padding:1.5rem 1rem 4rem;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
        table{border-collapse:collapse;width:100%;font-size:.9rem}
        caption{text-align:left;font-weight:600;font-size:1.15rem;padding:1.5rem 0 .4rem}
        th,td{text-align:left;padding:.35rem .6rem .35rem 0;border-bottom:1px solid var(--line);vertical-align:top}
        td{font-variant-numeric:tabular-nums}
        @media (max-width:40rem){th,td{font-size:.75rem;overflow-wrap:anywhere}}
        code{font-family:ui-monospace,monospace;font-size:.85em;overflow-wrap:anywhere}
        label{display:block;margin:1rem 0 .35rem;font-weight:600}
        input{box-sizing:border-box;width:100%;max-width:36rem;padding:.6rem;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:.4rem}
        button{margin-top:1rem;padding:.6rem 1.4rem;font:inherit;font-weight:600;color:var(--paper);background:var(--ink);border:0;border-radius:.4rem;cursor:pointer}
        :focus-visible{outline:3px solid #4c8dff;outline-offset:2px}
        .bad{color:var(--bad)}
        """;

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void MapOperatorPage(this IEndpointRouteBuilder app)
    {
        app.MapGet("/operator", (HttpContext context) => Page(context, StatusCodes.Status200OK, Html.OfOwn(""))).ExcludeFromDescription();
        app.MapPost("/operator", ShowAsync).ExcludeFromDescription();
    }

    private static async Task<ContentHttpResult> ShowAsync(HttpContext context, KnownKeys keys, EnrollmentDb db, CancellationToken cancel)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength is null or > LongestForm)
        {
            return Page(context, StatusCodes.Status400BadRequest, Refusal("Send the form with a key."));
        }

        IFormCollection form = await context.Request.ReadFormAsync(cancel);
        return form[KeyField] is [{ } key] && keys.Find(key.Trim()) is (_, Roles.Operator)
            ? Page(context, StatusCodes.Status200OK, Describe(await OperatorState.ReadAsync(db, cancel)))
            : Page(context, StatusCodes.Status403Forbidden, Refusal("That is no operator's key."));
    }

    private static ContentHttpResult Page(HttpContext context, int status, Html content)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        return TypedResults.Content(
            "<!doctype html>\n" + Html.Of(
                $"""
                 <html lang="en">
                 <head>
                 <meta charset="utf-8">
                 <meta name="viewport" content="width=device-width, initial-scale=1">
                 <title>Operator – Zkml</title>
                 <style>{Html.OfOwn(Style)}</style>
                 </head>
                 <body>
                 <main>
                 <h1>Operator</h1>
                 {content}
                 <form method="post" action="/operator">
                 <label for="key">Operator's key</label>
                 <input type="password" id="key" name="{KeyField}" autocomplete="off" required>
                 <button type="submit">Show the present state</button>
                 </form>
                 </main>
                 </body>
                 </html>

                 """),
            "text/html; charset=utf-8", null, status);
    }

    private static Html Refusal(string sentence) => Html.Of($"<p role=\"alert\" class=\"bad\">{sentence}</p>");

    private static Html Describe(OperatorState state) => Html.Of(
        $"""
         <p role="status">{(state.Waiting == 1 ? "1 capture waits" : $"{Number(state.Waiting)} captures wait")} for a proof.</p>
         {Table("Captures by state", ["State", "Captures"], state.Counts.Select(count => Row(Text(count.State.ToString()), Text(Number(count.Count)))))}
         {Table("Latest captures", ["Capture", "State", "Detail", "Changed", "Key"], state.Captures.Select(capture => Describe(capture, state.Details)))}
         {Table("Devices", ["Serial number", "Model", "Firmware", "Enrolled", "Status"], state.Devices.Select(Describe))}
         {Table("Registry", ["Epoch", "Root", "Devices", "Published"], state.Epochs.Select(Describe))}
         """);

    private static Html Describe(CaptureRow capture, IReadOnlyDictionary<Guid, string?> details) => Row(
        Html.Of($"<code>{capture.Id.ToString()}</code>"), Text(capture.State.ToString()), Text(details.GetValueOrDefault(capture.Id) ?? ""), Text(Time(capture.ChangedAt)),
        Text(capture.KeyDestroyed ? "destroyed" : "in the vault"));

    private static Html Describe(DeviceRow device) => Row(
        Text(device.SerialNumber), Html.Of($"<code>{device.Model}</code>"), Text(new FirmwareVersion((uint)device.Firmware).ToString()),
        Text($"epoch {Number(device.EnrolledEpoch)}"), Text(device.RevokedEpoch is { } epoch ? $"revoked in epoch {Number(epoch)}" : "active"));

    private static Html Describe(EpochRow epoch) =>
        Row(Text(Number(epoch.Number)), Html.Of($"<code>{epoch.Root.ToString()}</code>"), Text(Number(epoch.Devices)), Text(Time(epoch.PublishedAt)));

    private static Html Table(string caption, string[] heads, IEnumerable<Html> rows) => Html.Of(
        $"""
         <table>
         <caption>{caption}</caption>
         <thead><tr>{Html.Join(heads.Select(head => Html.Of($"<th scope=\"col\">{head}</th>")))}</tr></thead>
         <tbody>
         {Html.Join(rows)}
         </tbody>
         </table>
         """);

    private static Html Row(params Html[] cells) => Html.Of($"<tr>{Html.Join(cells.Select(cell => Html.Of($"<td>{cell}</td>")))}</tr>\n");

    private static Html Text(string value) => Html.Of($"{value}");

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
