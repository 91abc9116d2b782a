using Zkml.Fields;
using Zkml.Protocol.Interaction;

namespace Zkml.Protocol.Reduction;

/// <summary>
/// Sum-check for ⟨V, W⟩ = b over ν variables, most significant first: g(X) = Σ_x V(X, x)·W(X, x) has degree 2, g(0) and g(2) are sent padded.
/// What is left, claim = V~(r*)·W~(r*), is not checked here: W~(r*) is never sent (review, F11).
/// </summary>
internal static class InnerProduct
{
    internal interface IProver
    {
        (Ext At0, Ext At2) Round();

        void Bind(Ext challenge);
    }

    public static (Ext[] Point, Affine Claim) Run(Session session, int variables, Affine claim, IProver? prover)
    {
        var point = new Ext[variables];
        for (int i = 0; i < variables; i++)
        {
            (Ext at0, Ext at2) = prover?.Round() ?? default;
            Affine g0 = session.Send(at0), g2 = session.Send(at2);
            point[i] = session.Challenge("inner product round");
            prover?.Bind(point[i]);
            claim = Interpolation.At([g0, claim - g0, g2], point[i]);
        }

        return (point, claim);
    }
}
