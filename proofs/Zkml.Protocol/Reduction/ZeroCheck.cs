using Zkml.Fields;
using Zkml.Protocol.Interaction;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Reduction;

/// <summary>
/// One sum-check for all zero constraints: Σ_x G(x) = 0 with G(x) = Σ_c ζ^c · 2^−(n−n_c) · w_c(x_suf) · P_c(views(x_suf)), where x_suf are
/// the last n_c of n variables and w_c is eq(τ_suf, ·), or the powers of the base on contracted axes. Variables are bound from the most
/// significant one; round polynomials have degree d ≤ 4 and are sent padded as g(0), g(2), …, g(d).
/// </summary>
internal static class ZeroCheck
{
    /// <summary>The prover's side; on the verifier's there is none.</summary>
    internal interface IProver
    {
        /// <summary>Called once the challenges ζ and τ are drawn.</summary>
        void Start(Ext zeta, Ext[] tau);

        /// <summary>g(0), g(2), …, g(d) of the current round.</summary>
        Ext[] Round();

        void Bind(Ext challenge);

        /// <summary>The view's multilinear extension at the suffix of the point all variables were bound to.</summary>
        Ext Value(View view);
    }

    public static void Run(Session session, ZeroCheckLayout layout, Ext rho, IProver? prover)
    {
        if (layout.Constraints.Length == 0)
        {
            return;
        }

        Ext zeta = session.Challenge("zeta");
        Ext[] tau = session.Challenges("tau", layout.Variables);
        prover?.Start(zeta, tau);

        var point = new Ext[layout.Variables];
        Affine claim = Affine.Zero;
        for (int i = 0; i < point.Length; i++)
        {
            Ext[]? round = prover?.Round();
            var values = new Affine[layout.Degree + 1];
            values[0] = session.Send(round?[0] ?? Ext.Zero);
            for (int x = 2; x <= layout.Degree; x++)
            {
                values[x] = session.Send(round?[x - 1] ?? Ext.Zero);
            }

            values[1] = claim - values[0];
            point[i] = session.Challenge("zero-check round");
            prover?.Bind(point[i]);
            claim = Interpolation.At(values, point[i]);
        }

        Finish(session, layout, rho, prover, zeta, tau, point, claim);
    }

    /// <summary>
    /// The views' values are sent padded and registered as claims; what the products leave of the last claim is a linear functional of the
    /// witness: Σ_c scale_c · L_c(point).
    /// </summary>
    private static void Finish(
        Session session, ZeroCheckLayout layout, Ext rho, IProver? prover, Ext zeta, Ext[] tau, Ext[] point, Affine claim)
    {
        var values = new Dictionary<View, Message>(ReferenceEqualityComparer.Instance);
        foreach (View view in layout.Views)
        {
            Message value = session.Send(prover?.Value(view) ?? Ext.Zero);
            values[view] = value;
            session.Claim(new LinearClaim([new ClaimPart(view, Ext.One, PointWeights.Suffix(point, view.Shape.Bits))], value));
        }

        Dictionary<(int, int), Message> chains = SendChains(session, layout, prover, values);
        KoalaBear half = KoalaBear.FromUInt32(2).Inverse();
        Ext power = Ext.One;
        var linear = new List<ClaimPart>();
        foreach (Constraint constraint in layout.Constraints)
        {
            int bits = constraint.Shape.Bits;
            Ext scale = power * half.Pow((ulong)(layout.Variables - bits))
                * PointWeights.ForConstraint(constraint, tau).At(point.AsSpan(layout.Variables - bits));
            foreach (Product product in constraint.Products)
            {
                Message first = values[product.Factors[0]], second = values[product.Factors[1]];
                Affine value = product.Factors.Length == 2
                    ? session.Product(first, second)
                    : session.Product(chains[(first.Pad, second.Pad)], values[product.Factors[2]]);
                claim -= value * (scale * product.Coefficient.Evaluate(rho));
            }

            linear.Add(new ClaimPart(constraint.Linear, scale, PointWeights.Suffix(point, bits)));
            power *= zeta;
        }

        session.Claim(new LinearClaim(linear, claim));
    }

    /// <summary>For products of three: w = ab is sent too and bound by ab − w = 0, so that only two values are ever multiplied (review, F10).</summary>
    private static Dictionary<(int, int), Message> SendChains(
        Session session, ZeroCheckLayout layout, IProver? prover, Dictionary<View, Message> values)
    {
        var chains = new Dictionary<(int, int), Message>();
        foreach (Product product in layout.Constraints.SelectMany(c => c.Products).Where(p => p.Factors.Length == 3))
        {
            Message first = values[product.Factors[0]], second = values[product.Factors[1]];
            if (chains.ContainsKey((first.Pad, second.Pad)))
            {
                continue;
            }

            Ext value = prover is null ? Ext.Zero : prover.Value(product.Factors[0]) * prover.Value(product.Factors[1]);
            Message chain = session.Send(value);
            session.RequireZero(session.Product(first, second) - chain);
            chains[(first.Pad, second.Pad)] = chain;
        }

        return chains;
    }
}
