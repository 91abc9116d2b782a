using Zkml.Statements.Iris;
using Zkml.Statements.Personhood;

namespace Zkml.Prover.Proving;

/// <summary>A proof with its public values, and the shares of the template if the statement has them.</summary>
internal sealed class ProvenCapture(IPersonhoodProofFile file, SecretShares? shares) : IDisposable
{
    public IPersonhoodProofFile File { get; } = file;

    public SecretShares? Shares { get; } = shares;

    public void Dispose() => Shares?.Dispose();
}
