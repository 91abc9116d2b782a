using System.Text.Json;
using Zkml.Attestation.Verifying;

namespace Zkml.Attestation.Http;

/// <summary>A verdict as programs read it.</summary>
/// <param name="Reason">Of the first check that failed; null when accepted.</param>
internal sealed record VerdictDocument(
    bool Accepted, string Kind, string? Reason, string? Detail, IReadOnlyList<VerdictDocument.Check> Checks, IReadOnlyList<string> OnTrust)
{
    public static VerdictDocument Of(Verdict verdict) => new(
        verdict.Accepted, verdict.Kind, verdict.Reason, verdict.Detail,
        [.. verdict.Checks.Select(check => new Check(check.Name, JsonNamingPolicy.SnakeCaseLower.ConvertName(check.Result.ToString()), check.Reason, CheckWords.For(check, verdict.Modality)))],
        verdict.OnTrust);

    /// <param name="Result">passed, failed, not_reached, not_asked.</param>
    /// <param name="Text">The same for people.</param>
    internal sealed record Check(string Name, string Result, string? Reason, string Text);
}
