using Zkml.Captures;
using Zkml.Fields;
using Zkml.Protocol;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Personhood;

/// <summary>Makes proofs of one statement of personhood. Keeps its memory for the next one; one proof at a time.</summary>
public abstract class PersonhoodProver<TPublics, TSecrets> : IDisposable
    where TPublics : PersonhoodPublics
    where TSecrets : PersonhoodSecrets
{
    private readonly ProtocolPlan _plan;
    private readonly CaptureGadget _capture;
    private readonly ImageShape _shape;
    private readonly Arena _arena = new();
    private readonly Prover _prover;

    private protected PersonhoodProver(ProtocolPlan plan, CaptureGadget capture, ImageShape shape, int threads)
    {
        (_plan, _capture, _shape) = (plan, capture, shape);
        _prover = new Prover(_arena, threads);
    }

    /// <returns>The proof, or the first fault found in the inputs; nothing is proved then.</returns>
    /// <exception cref="ArgumentException">Pixels are of another size than the statement's, or the public values are not usable.</exception>
    public (byte[]? Proof, PersonhoodFault Fault) Prove(TPublics publics, TSecrets secrets)
    {
        ArgumentNullException.ThrowIfNull(publics);
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentOutOfRangeException.ThrowIfNotEqual(secrets.Pixels.Length, _shape.PixelsLength, nameof(secrets));
        PersonhoodFault fault = _capture.Examine(publics, secrets);
        if (fault != PersonhoodFault.None)
        {
            return (null, fault);
        }

        using var witness = new Witness(_plan.Statement, _arena);
        fault = Solve(witness, _arena, publics, secrets);
        return fault == PersonhoodFault.None ? (_prover.Prove(_plan, witness), fault) : (null, fault);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Fills the whole witness, whatever is wrong with the inputs; returns what makes it unsatisfying, of the things seen here.</summary>
    internal abstract PersonhoodFault Solve(Witness witness, Arena arena, TPublics publics, TSecrets secrets);

    protected virtual void Dispose(bool disposing) => _arena.Dispose();
}
