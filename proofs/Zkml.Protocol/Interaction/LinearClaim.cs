using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Interaction;

/// <summary>
/// The claim Σ_parts Scale · Σ_x weights(x)·view(x) = Value − Known: a linear functional of the witness vector, since views are linear.
/// Known and the public constants within the views are the verifier's business only: the prover never needs them.
/// </summary>
internal sealed record LinearClaim(IReadOnlyList<ClaimPart> Parts, Affine Value, Func<AxisVectors, Ext>? Known = null);

internal readonly record struct ClaimPart(View View, Ext Scale, PointWeights Weights);
