using Zkml.Statements.Iris;

namespace Zkml.Prover.Proving;

/// <summary>A proof with its public values, and the shares of the template if the statement has them.</summary>
internal sealed class ProvenCapture(IrisPublics publics, byte[] proof, SecretShares? shares) : IDisposable
{
    public IrisPublics Publics { get; } = publics;

    public byte[] Proof { get; } = proof;

    public SecretShares? Shares { get; } = shares;

    public void Dispose() => Shares?.Dispose();
}
