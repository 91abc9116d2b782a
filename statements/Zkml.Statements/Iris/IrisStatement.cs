using Zkml.Gadgets.Merkle;
using Zkml.Matching;
using Zkml.Protocol;
using Zkml.Protocol.Language;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Iris;

/// <summary>
/// "A device of this registry, in good standing, captured this holder's iris for this challenge, and the committed template is the one of that
/// image." A signed capture of this modality and size as in <see cref="CaptureGadget"/>, and there are pixels, a mask and a blinding with
///   the hashes of pixels and mask are the digests in S;   <see cref="IrisHashes"/>
///   code and mask bits are those of pixels and mask, enough of them valid;   <see cref="IrisCodeGadget"/>
///   the public template is the commitment to them;
///   and, if the statement has shares, the public commitments are to three vectors that add up to the template.   <see cref="IrisShares"/>
/// Model id and sizes are in the statement's name, and so in its digest.
/// </summary>
public sealed class IrisStatement
{
    private IrisStatement(IrisParameters parameters)
    {
        Parameters = parameters;
        var builder = new StatementBuilder(parameters.StatementName);
        Capture = new CaptureGadget(builder, parameters.Shape, parameters.Digest, parameters.RegistryDepth, ofQuality: false);
        Code = new IrisCodeGadget(builder, parameters.Width, parameters.Rule);
        Shares = parameters.Shared ? new IrisShares(builder, Code.Code.View, Code.Mask.BitsOfParts) : null;
        Hashes = new IrisHashes(builder, parameters, Code, Shares);
        Capture.AssertChallenge(builder);
        Hashes.AssertDigests(builder, Capture.Views);
        builder.AssertEqual("template", Hashes.Commitment, Capture.Template.View);
        ShareCommitments = [.. Enumerable.Range(0, Shares is null ? 0 : ShareLayout.Shares).Select(i => CommitmentToShare(builder, i))];
        Plan = ProtocolPlan.For(builder.Build());
    }

    public IrisParameters Parameters { get; }

    public ProtocolPlan Plan { get; }

    internal CaptureGadget Capture { get; }

    internal IrisCodeGadget Code { get; }

    internal IrisHashes Hashes { get; }

    /// <summary>Null unless the template is shared.</summary>
    internal IrisShares? Shares { get; }

    internal Tensor[] ShareCommitments { get; }

    /// <exception cref="ArgumentException">The parameters are not usable; see <see cref="IrisParameters.Problem"/>.</exception>
    public static IrisStatement For(IrisParameters parameters) =>
        parameters.Problem is { } problem ? throw new ArgumentException(problem, nameof(parameters)) : new IrisStatement(parameters);

    /// <summary>The public values in the order and form the proof absorbs them.</summary>
    /// <exception cref="ArgumentException">They are not usable; see <see cref="IrisPublics.Problem"/>.</exception>
    public PublicValues Values(IrisPublics publics)
    {
        var values = new PublicValues(Plan.Statement);
        Write(values, publics);
        return values;
    }

    internal void Write(PublicValues values, IrisPublics publics)
    {
        Capture.Write(values, publics);
        if ((publics.Shares?.Count ?? 0) != ShareCommitments.Length)
        {
            throw new ArgumentException(ShareCommitments.Length == 0 ? "This statement has no shares." : "The commitments to the shares are missing.", nameof(publics));
        }

        for (int i = 0; i < ShareCommitments.Length; i++)
        {
            values.Set(ShareCommitments[i], publics.Shares![i]);
        }

        values.Set(Code.QualityFloor, [0, 0, 0], publics.QualityFloor);
    }

    private Tensor CommitmentToShare(StatementBuilder builder, int index)
    {
        Tensor commitment = builder.Public($"share {index}", PoseidonMerkleTree.DigestLength, 1);
        builder.AssertEqual($"share {index}", Hashes.Share(index), commitment.View);
        return commitment;
    }
}
