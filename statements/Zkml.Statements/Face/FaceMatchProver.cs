using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Matching.Faces;
using Zkml.Protocol;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Face;

/// <summary>Makes match proofs. Keeps its memory for the next one; one proof at a time.</summary>
public sealed class FaceMatchProver : IDisposable
{
    private readonly FaceMatchStatement _statement;
    private readonly Arena _arena = new();
    private readonly Prover _prover;

    public FaceMatchProver(FaceMatchStatement statement, int threads)
    {
        _statement = statement;
        _prover = new Prover(_arena, threads);
    }

    /// <returns>The proof, or why there is none.</returns>
    /// <exception cref="ArgumentException">A template has another length than the statement's, or a value outside of its interval.</exception>
    public (byte[]? Proof, FaceMatchFault Fault) Prove(FaceMatchPublics publics, FaceMatchSecrets secrets)
    {
        FaceMatchParameters parameters = _statement.Parameters;
        foreach (int[] values in secrets.Values)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, parameters.Count, nameof(secrets));
            if (values.AsSpan().ContainsAnyExceptInRange(parameters.Least, parameters.Greatest))
            {
                throw new ArgumentException("A value is outside of the model's interval.", nameof(secrets));
            }
        }

        FaceMatchFault fault =
            !IsOf(publics.First, secrets, 0) || !IsOf(publics.Second, secrets, 1) ? FaceMatchFault.WrongTemplate
            : !new CosineRule(parameters.PerMille).Matches(secrets.Values[0], secrets.Values[1]) ? FaceMatchFault.TooFar
            : FaceMatchFault.None;
        if (fault != FaceMatchFault.None)
        {
            return (null, fault);
        }

        using var witness = new Witness(_statement.Plan.Statement, _arena);
        Solve(witness, _arena, publics, secrets);
        return (_prover.Prove(_statement.Plan, witness), fault);
    }

    public void Dispose() => _arena.Dispose();

    /// <summary>Fills the whole witness, whatever is wrong with the inputs.</summary>
    internal void Solve(Witness witness, Arena arena, FaceMatchPublics publics, FaceMatchSecrets secrets)
    {
        _statement.Write(witness.Publics, publics);
        for (int template = 0; template < FaceMatchStatement.Templates; template++)
        {
            for (int i = 0; i < _statement.Parameters.Count; i++)
            {
                witness.Set(_statement.Values, [template, i], secrets.Values[template][i]);
            }

            for (int i = 0; i < Poseidon2Commitment.BlindingLength; i++)
            {
                witness[_statement.Blindings[template]][i] = secrets.Blindings[template][i].Montgomery;
            }
        }

        Poseidon2HashBatchSolver.Fill(witness, _statement.Batch, arena);
        _statement.Match.Fill(witness, secrets.Values[0], secrets.Values[1]);
    }

    private bool IsOf(KoalaBear[] commitment, FaceMatchSecrets secrets, int template) =>
        _statement.Commitment.Commit(secrets.Values[template], secrets.Blindings[template]).AsSpan().SequenceEqual(commitment);
}
