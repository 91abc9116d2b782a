using Zkml.Fields;
using Zkml.Protocol.Interaction;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Reduction;

/// <summary>
/// The two claims at the leaves of the lookup tree (review, F7). Both are affine in the witness, so no evaluation is sent:
/// q~(r) = 1 + Σ_b eq(c_b, r_hi)·[(α − β_0 tag_b − 1)·1_b(r_lo) − Σ_k β_k f_{b,k}(r_lo)],
/// p~(r) = Σ_{lookups b} eq(c_b, r_hi)·1_b(r_lo) − Σ_{tables b} eq(c_b, r_hi)·m_b(r_lo), with 1_b the indicator of the block's extents.
/// </summary>
internal static class LeafClaims
{
    public static void Register(Session session, LookupPlan plan, Ext alpha, Ext[] beta, Ext[] point, Affine p, Affine q)
    {
        var denominators = new List<ClaimPart>();
        var numerators = new List<ClaimPart>();
        foreach (LookupPiece piece in plan.Pieces)
        {
            PointWeights weights = Weights(piece, point);
            Ext eq = BlockWeight(point, piece.FirstLeaf, piece.Bits);
            for (int k = 0; k < piece.Lookup.Views.Count; k++)
            {
                denominators.Add(new ClaimPart(piece.Lookup.Views[k], -(eq * beta[k + 1]), weights));
            }
        }

        foreach (TableCopy copy in plan.Copies)
        {
            PointWeights weights = Weights(copy, point);
            Ext eq = BlockWeight(point, copy.FirstLeaf, copy.Bits);
            numerators.Add(new ClaimPart(copy.Table.Multiplicities[copy.Group].View, -eq, weights));
            for (int k = 0; k < (copy.Table.CommittedColumns?.Count ?? 0); k++)
            {
                denominators.Add(new ClaimPart(copy.Table.CommittedColumns![k], -(eq * beta[k + 1]), weights));
            }
        }

        session.Claim(new LinearClaim(denominators, q, axes => KnownDenominator(plan, alpha, beta, point, axes)));
        session.Claim(new LinearClaim(numerators, p, axes => KnownNumerator(plan, point, axes)));
    }

    private static Ext KnownNumerator(LookupPlan plan, Ext[] point, AxisVectors axes)
    {
        Ext known = Ext.Zero;
        foreach (LookupPiece piece in plan.Pieces)
        {
            known += BlockWeight(point, piece.FirstLeaf, piece.Bits) * axes.Indicator(piece.Lookup.Shape, Weights(piece, point));
        }

        return known;
    }

    private static Ext KnownDenominator(LookupPlan plan, Ext alpha, Ext[] beta, Ext[] point, AxisVectors axes)
    {
        Ext Head(LookupTable table) => alpha - beta[0] * KoalaBear.FromUInt32((uint)table.Tag) - Ext.One;
        Ext known = Ext.One;
        foreach (LookupPiece piece in plan.Pieces)
        {
            known += BlockWeight(point, piece.FirstLeaf, piece.Bits) * Head(piece.Lookup.Table)
                * axes.Indicator(piece.Lookup.Shape, Weights(piece, point));
        }

        foreach (TableCopy copy in plan.Copies)
        {
            PointWeights weights = PointWeights.Suffix(point, copy.Bits);
            Ext inner = Head(copy.Table) * axes.Sum(copy.Rows, weights);
            for (int k = 0; k < (copy.Table.PublicColumns?.Length ?? 0); k++)
            {
                inner -= beta[k + 1] * axes.Dot(copy.Table.PublicColumns![k].AsSpan(copy.FirstRow, copy.Rows), weights);
            }

            known += BlockWeight(point, copy.FirstLeaf, copy.Bits) * inner;
        }

        return known;
    }

    private static PointWeights Weights(LookupPiece piece, Ext[] point) =>
        PointWeights.WithPrefix(point, piece.Bits, piece.Prefix, piece.Lookup.Shape.Bits - piece.Bits);

    private static PointWeights Weights(TableCopy copy, Ext[] point) =>
        PointWeights.WithPrefix(point, copy.Bits, copy.Prefix, Shape.Of(copy.Table.Rows).Bits - copy.Bits);

    /// <summary>eq of the block's prefix: the leaves from first, 2^bits of them.</summary>
    private static Ext BlockWeight(Ext[] point, int first, int bits)
    {
        Ext product = Ext.One;
        for (int v = 0; v < point.Length - bits; v++)
        {
            product *= ((first >> (point.Length - 1 - v)) & 1) == 0 ? Ext.One - point[v] : point[v];
        }

        return product;
    }
}
