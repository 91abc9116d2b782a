using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Networks;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Inference;

/// <summary>What a statement of inference makes public of the output: its values, or a commitment to them.</summary>
public sealed class DisclosedOutput
{
    private readonly NetworkTensor _output;
    private readonly Tensor? _blinding;
    private readonly Poseidon2HashBatch? _hash;

    internal DisclosedOutput(StatementBuilder builder, IntegerNetwork network, CompiledNetwork compiled, Disclosure disclosure)
    {
        (Disclosure, _output) = (disclosure, network.Output);
        View output = compiled.Output;
        if (disclosure == Disclosure.Commitment)
        {
            Commitment = new OutputCommitment(network);
            _blinding = builder.Commit("output commitment blinding", Poseidon2Commitment.BlindingLength, 1);
            _hash = Poseidon2HashBatch.Commit(builder, "output commitment", Commitment.Job);
            _hash.Constrain(Commitment.Message(_blinding, compiled));
            output = _hash.Digest(0);
        }

        Public = builder.Public("output", output.Shape[0], output.Shape[1]);
        builder.AssertEqual("output", output, Public.View);
    }

    public Disclosure Disclosure { get; }

    /// <summary>Null when the output itself is shown.</summary>
    public OutputCommitment? Commitment { get; }

    /// <summary>Elements that are public: one for each value, or those of the commitment.</summary>
    public int Elements => (int)Public.Shape.Count;

    /// <summary>The output as plane × channels, or 8 elements of its commitment.</summary>
    internal Tensor Public { get; }

    /// <summary>Null when the network could give these values, else why not: a value of the same residue modulo p is another one.</summary>
    internal string? Problem(ReadOnlySpan<int> output)
    {
        foreach (int value in output)
        {
            if (!_output.Interval.Contains(value))
            {
                return "The model gives no such output, whatever its input.";
            }
        }

        return output.Length == _output.Shape.Count ? null : "The model has another number of outputs.";
    }

    /// <summary>The output; channel by channel.</summary>
    /// <exception cref="ArgumentException">See <see cref="Problem"/>.</exception>
    internal void Write(PublicValues values, ReadOnlySpan<int> output)
    {
        Require(Disclosure.Output);
        if (Problem(output) is { } problem)
        {
            throw new ArgumentException(problem, nameof(output));
        }

        int plane = Public.Shape[0];
        for (int i = 0; i < output.Length; i++)
        {
            values.Set(Public, [i % plane, i / plane], output[i]);
        }
    }

    /// <summary>A commitment to it.</summary>
    internal void Write(PublicValues values, ReadOnlySpan<KoalaBear> commitment)
    {
        Require(Disclosure.Commitment);
        values.Set(Public, commitment);
    }

    /// <summary>The cells and public values of a commitment to it; returns that.</summary>
    internal KoalaBear[] Commit(Witness witness, ReadOnlySpan<int> output, ReadOnlySpan<KoalaBear> blinding, Arena arena)
    {
        Require(Disclosure.Commitment);
        KoalaBear[] commitment = Commitment!.Commit(output, blinding);
        for (int i = 0; i < blinding.Length; i++)
        {
            witness[_blinding!][i] = blinding[i].Montgomery;
        }

        Poseidon2HashBatchSolver.Fill(witness, _hash!, arena);
        Write(witness.Publics, commitment);
        return commitment;
    }

    private void Require(Disclosure disclosure)
    {
        if (Disclosure != disclosure)
        {
            throw new InvalidOperationException($"Proofs of this statement show the {Disclosure}.");
        }
    }
}
