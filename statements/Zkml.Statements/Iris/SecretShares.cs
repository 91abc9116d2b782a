using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Matching;
using Zkml.Matching.Templates;

namespace Zkml.Statements.Iris;

/// <summary>The three shares of a template with the blindings of their commitments. Zeroed on dispose; has no text form.</summary>
public sealed class SecretShares : IDisposable
{
    private SecretShares(TemplateShares shares, KoalaBear[][] blindings) => (Shares, Blindings) = (shares, blindings);

    public TemplateShares Shares { get; }

    /// <summary>8 uniform elements for each share.</summary>
    public KoalaBear[][] Blindings { get; }

    /// <summary>New shares, new blindings.</summary>
    public static SecretShares Of(IrisTemplate template) => new(
        TemplateShares.Split(template),
        [.. Enumerable.Range(0, ShareLayout.Shares).Select(_ => Poseidon2Commitment.RandomBlinding())]);

    /// <summary>What is public of them.</summary>
    public IReadOnlyList<KoalaBear[]> Commitments() =>
        [.. Enumerable.Range(0, ShareLayout.Shares).Select(i => ShareCommitment.Commit(Shares[i], Blindings[i]))];

    /// <summary>What matcher 0, 1 or 2 gets. The caller disposes it.</summary>
    public MatcherShares ForStore(int store) =>
        new(Shares.ForStore(store), [.. Blindings[store]], [.. Blindings[(store + 1) % ShareLayout.Shares]]);

    public void Dispose()
    {
        Shares.Dispose();
        foreach (KoalaBear[] blinding in Blindings)
        {
            Array.Clear(blinding);
        }
    }

    public override string ToString() => nameof(SecretShares);
}
