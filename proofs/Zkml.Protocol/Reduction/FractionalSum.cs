using Zkml.Fields;
using Zkml.Protocol.Interaction;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Reduction;

/// <summary>
/// All lookups at once: logUp (eprint 2022/1530) with the fractional sum computed by a GKR tree (2023/1284). Leaf fractions are
/// 1/(α − β_0·tag − Σ β_k f_k) for every looked-up tuple and −m/(…) for every table row with multiplicity m; in each of the 2^g groups they must
/// add up to a fraction with numerator zero. Nothing is ever divided (review, F6).
/// Tree: a node is (group, x); its children are (group, 0x) and (group, 1x), so a layer's two children are the halves of a contiguous array.
/// </summary>
internal static class FractionalSum
{
    internal interface IProver
    {
        /// <summary>Called with α, β_0, …, β_w: builds the tree.</summary>
        void Start(Ext alpha, Ext[] beta);

        /// <summary>q~(z) of the 2^g roots.</summary>
        Ext RootDenominator(Ext[] z);

        void StartLayer(Ext[] point, Ext lambda);

        /// <summary>u(0) and u(2) of the round, where the claim is (1−z_i)·u(0) + z_i·u(1).</summary>
        (Ext At0, Ext At2) Round();

        void Bind(Ext challenge);

        /// <summary>p0, p1, q0, q1 at the point bound.</summary>
        Ext[] Children();
    }

    public static void Run(Session session, LookupPlan plan, IProver? prover)
    {
        if (plan.IsEmpty)
        {
            return;
        }

        Ext alpha = session.Challenge("alpha");
        Ext[] beta = session.Challenges("beta", 1 + plan.Lookups.Max(l => l.Table.Width));
        Ext[] point = session.Challenges("z", plan.GroupBits);
        prover?.Start(alpha, beta);
        Affine p = Affine.Zero, q = session.Send(prover?.RootDenominator(point) ?? Ext.Zero);
        for (int layer = plan.GroupBits; layer < plan.Depth; layer++)
        {
            (point, p, q) = RunLayer(session, plan.GroupBits, point, p, q, prover);
        }

        LeafClaims.Register(session, plan, alpha, beta, point, p, q);
    }

    /// <summary>
    /// p(z) + λ q(z) = Σ_x eq(z, x)·(p0 q1 + p1 q0 + λ q0 q1)(x). With the factor eq(z_i, ·) taken out of round i (eprint 2024/108) the
    /// round polynomial u has degree 2 and u(1) follows from the claim.
    /// </summary>
    private static (Ext[] Point, Affine P, Affine Q) RunLayer(Session session, int groupBits, Ext[] z, Affine p, Affine q, IProver? prover)
    {
        Ext lambda = session.Challenge("lambda");
        Affine claim = p + q * lambda;
        prover?.StartLayer(z, lambda);
        var r = new Ext[z.Length];
        for (int i = 0; i < r.Length; i++)
        {
            (Ext at0, Ext at2) = prover?.Round() ?? default;
            Affine u0 = session.Send(at0), u2 = session.Send(at2);
            if (z[i] == Ext.Zero)
            {
                throw new ProofRejectedException("A challenge of the lookup tree is zero.");
            }

            Affine u1 = (claim - u0 * (Ext.One - z[i])) * z[i].Inverse();
            r[i] = session.Challenge("tree round");
            prover?.Bind(r[i]);
            claim = Interpolation.At([u0, u1, u2], r[i]);
        }

        Ext[]? children = prover?.Children();
        Message p0 = session.Send(children?[0] ?? Ext.Zero), p1 = session.Send(children?[1] ?? Ext.Zero);
        Message q0 = session.Send(children?[2] ?? Ext.Zero), q1 = session.Send(children?[3] ?? Ext.Zero);
        session.RequireZero(session.Product(p0, q1) + session.Product(p1, q0) + session.Product(q0, q1) * lambda - claim);

        // The four values are absorbed before μ and the next λ are drawn (review, F6).
        Ext mu = session.Challenge("mu");
        Ext[] next = [.. r[..groupBits], mu, .. r[groupBits..]];
        return (next, p0.AsAffine() * (Ext.One - mu) + p1.AsAffine() * mu, q0.AsAffine() * (Ext.One - mu) + q1.AsAffine() * mu);
    }
}
