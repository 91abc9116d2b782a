using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Zkml.Attestation.Verifying;
using Zkml.Credentials;
using Zkml.Hosting.Web;

namespace Zkml.Attestation.Http;

/// <summary>
/// The page on which a person checks a bundle or a credential: one form, no script, nothing from elsewhere, light and dark as the reader has it. Its content
/// security policy allows its own style sheet and sending its own form, and nothing else.
/// </summary>
internal static class VerifierPage
{
    private const string Style =
        """
        :root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--line:#8a9099;--good:#0b6b34;--bad:#a3161b}
        @media (prefers-color-scheme:dark){:root{--ink:#e8eaed;--paper:#15181c;--line:#7d848d;--good:#6fd39a;--bad:#ff9a94}}
        body{margin:0 auto;max-width:44rem;padding:1.5rem 1rem 4rem;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);overflow-wrap:anywhere}
        label{display:block;margin:1.25rem 0 .35rem;font-weight:600}
        input,textarea{box-sizing:border-box;width:100%;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:.4rem}
        input{padding:2rem 1rem;border-style:dashed}
        textarea{padding:.6rem;min-height:7rem;font-family:ui-monospace,monospace;font-size:.85rem}
        button{margin-top:1.25rem;padding:.7rem 1.6rem;font:inherit;font-weight:600;color:var(--paper);background:var(--ink);border:0;border-radius:.4rem;cursor:pointer}
        :focus-visible{outline:3px solid #4c8dff;outline-offset:2px}
        .answer{padding:1rem;border:2px solid;border-radius:.5rem}
        .good{color:var(--good)}
        .bad{color:var(--bad)}
        .answer p{margin:0;font-size:1.2rem;font-weight:600}
        ol{padding-left:2rem}
        ul{padding-left:1.4rem}
        li{margin:.5rem 0}
        .mark{font-weight:700}
        code{font-family:ui-monospace,monospace;font-size:.85em}
        """;

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly Html Form = Html.Of(
        $"""
         <form method="post" action="/v1/verify" enctype="multipart/form-data">
         <label for="file">Drop a bundle here, or choose a file</label>
         <input type="file" id="file" name="{ShownForm.File}" accept=".json,.txt,application/json">
         <label for="text">Or paste a credential</label>
         <textarea id="text" name="{ShownForm.Text}" spellcheck="false" autocomplete="off"></textarea>
         <button type="submit">Check</button>
         </form>
         """);

    /// <param name="verdict">Null when nothing has been shown yet.</param>
    public static ContentHttpResult Answer(HttpContext context, int status, Verdict? verdict)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        return TypedResults.Content(Write(verdict, missing: status != StatusCodes.Status200OK), "text/html; charset=utf-8", null, status);
    }

    private static string Write(Verdict? verdict, bool missing)
    {
        Html answer = verdict is not null ? Describe(verdict)
            : missing ? Html.Of($"<p role=\"alert\" class=\"bad\">Choose a file or paste a credential first.</p>")
            : Html.Of($"<p>Check a proof of personhood: that a registered device saw a living person, and that this issuer stands by it. What you show is not kept.</p>");
        string title = verdict is null ? "Check a proof of personhood" : verdict.Accepted ? "It is good" : "It is not good";
        return "<!doctype html>\n" + Html.Of(
            $"""
             <html lang="en">
             <head>
             <meta charset="utf-8">
             <meta name="viewport" content="width=device-width, initial-scale=1">
             <title>{title} – Zkml</title>
             <style>{Html.OfOwn(Style)}</style>
             </head>
             <body>
             <main>
             <h1>Check a proof of personhood</h1>
             {answer}
             <h2>{(verdict is null ? "What you have" : "Check another")}</h2>
             {Form}
             </main>
             </body>
             </html>

             """);
    }

    private static Html Describe(Verdict verdict) => Html.Of(
        $"""
         <section class="answer {(verdict.Accepted ? "good" : "bad")}" role="status">
         <p>{(verdict.Accepted ? "Yes. This proof of personhood is good." : "No. This proof of personhood does not count.")}</p>
         </section>
         <h2>What was checked</h2>
         <ol>
         {Html.Join(verdict.Checks.Select(check => Describe(check, verdict.Modality)))}
         </ol>
         <h2>What no check can show</h2>
         <ul>
         {Html.Join(verdict.OnTrust.Select(line => Html.Of($"<li>{line}</li>\n")))}
         </ul>
         """);

    /// <summary>Marks are words as well as colours.</summary>
    private static Html Describe(NamedCheck check, string? modality)
    {
        (string mark, string kind) = check.Result switch
        {
            CheckResult.Passed => ("✓ Passed:", "good"),
            CheckResult.Failed => ("✗ Failed:", "bad"),
            _ => ("–", ""),
        };
        Html? code = check.Reason is { } reason ? Html.Of($" <code>{reason}</code>") : null;
        return Html.Of($"<li><span class=\"mark {kind}\">{mark}</span> {CheckWords.For(check, modality)}{code}</li>\n");
    }
}
