using Zkml.Credentials;

namespace Zkml.Attestation.Verifying;

/// <summary>What was found in a bundle or credential that somebody showed.</summary>
/// <param name="Kind">bundle or credential.</param>
/// <param name="Reason">Null when it is good.</param>
/// <param name="Detail">The statement's own reason when its proof is refused.</param>
internal sealed record Verdict(string Kind, string? Reason, string? Detail, IReadOnlyList<NamedCheck> Checks, IReadOnlyList<string> OnTrust)
{
    /// <summary>Of the proof in a bundle; null when there is none that is known here.</summary>
    public string? Modality { get; init; }

    public bool Accepted => Reason is null;
}
