using Zkml.Fields;
using Zkml.Protocol.Interaction;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Reduction;

/// <summary>
/// All contractions at one random point τ: Σ_c ζ^c·(Σ_x A_c(x)·B_c(x) + Linear_c~(τ)) = 0, where x runs over the common axes, A_c(x) = Σ eq(τ, ·)·Left
/// over Left's own axes (times eq(τ, ·) on shared ones), B_c the same of Right. The first part is sent, the second is a claim; one sum-check of degree
/// 2 reduces Σ_x G(x), G(x) = Σ_c ζ^c·2^−(n−n_c)·A_c(x_suf)·B_c(x_suf), to the values of all A_c and B_c at a point: functionals of Left and Right.
/// (Thaler, "Time-optimal interactive proofs for circuit evaluation", 2013/351.)
/// </summary>
internal static class ContractionSum
{
    internal interface IProver
    {
        /// <summary>Called once τ and ζ are drawn: Σ_c ζ^c·Σ_x A_c·B_c.</summary>
        Ext Start(Ext[] tau, Ext zeta);

        /// <summary>g(0) and g(2) of the round.</summary>
        (Ext At0, Ext At2) Round();

        void Bind(Ext challenge);

        /// <summary>A_c and B_c at the point.</summary>
        (Ext Left, Ext Right) Values(int contraction);
    }

    public static void Run(Session session, IReadOnlyList<Contraction> contractions, IProver? prover)
    {
        if (contractions.Count == 0)
        {
            return;
        }

        Ext[] tau = session.Challenges("contraction tau", contractions.Max(c => c.Linear.View.Shape.Bits));
        Ext zeta = session.Challenge("contraction zeta");
        Message sum = session.Send(prover?.Start(tau, zeta) ?? Ext.Zero);
        Ext[] powers = Powers(zeta, contractions.Count);
        session.Claim(new LinearClaim(
            [.. contractions.Select((c, i) => new ClaimPart(c.Linear.View, powers[i], PointWeights.Suffix(tau, c.Linear.View.Shape.Bits)))],
            Affine.Zero - sum));

        int variables = Variables(contractions);
        var point = new Ext[variables];
        Affine claim = sum;
        for (int i = 0; i < variables; i++)
        {
            (Ext at0, Ext at2) = prover?.Round() ?? default;
            Affine g0 = session.Send(at0), g2 = session.Send(at2), g1 = claim - g0;
            point[i] = session.Challenge("contraction round");
            prover?.Bind(point[i]);
            claim = Interpolation.At([g0, g1, g2], point[i]);
        }

        KoalaBear half = KoalaBear.FromUInt32(2).Inverse();
        for (int c = 0; c < contractions.Count; c++)
        {
            Contraction contraction = contractions[c];
            var at = new ContractionPoint(contraction, tau);
            (Ext left, Ext right) = prover?.Values(c) ?? default;
            Message a = session.Send(left), b = session.Send(right);
            session.Claim(new LinearClaim([new ClaimPart(contraction.Left.View, Ext.One, at.Left(point))], a));
            session.Claim(new LinearClaim([new ClaimPart(contraction.Right.View, Ext.One, at.Right(point))], b));
            claim -= session.Product(a, b) * (powers[c] * half.Pow((ulong)(variables - contraction.CommonShape.Bits)));
        }

        session.RequireZero(claim);
    }

    /// <summary>n: of the largest index set.</summary>
    public static int Variables(IReadOnlyList<Contraction> contractions) => contractions.Select(c => c.CommonShape.Bits).DefaultIfEmpty(0).Max();

    public static Ext[] Powers(Ext zeta, int count)
    {
        var powers = new Ext[count];
        for (int c = 0; c < count; c++)
        {
            powers[c] = c == 0 ? Ext.One : powers[c - 1] * zeta;
        }

        return powers;
    }
}
