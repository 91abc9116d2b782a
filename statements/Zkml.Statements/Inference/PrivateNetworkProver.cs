using System.Security.Cryptography;
using Zkml.Fields;
using Zkml.Networks;
using Zkml.Protocol;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Inference;

/// <summary>Makes proofs of inference with one private model. Keeps its memory for the next one; one proof at a time.</summary>
public sealed class PrivateNetworkProver : IDisposable
{
    private readonly PrivateNetworkStatement _statement;
    private readonly IntegerNetwork _model;
    private readonly KoalaBear[] _blinding;
    private readonly Arena _arena = new();
    private readonly Prover _prover;

    /// <param name="statement">Of the model's architecture.</param>
    /// <param name="model">With its weights.</param>
    /// <param name="blinding">Of the model's commitment; copied, and zeroed on dispose.</param>
    /// <param name="threads">Threads to use.</param>
    public PrivateNetworkProver(PrivateNetworkStatement statement, IntegerNetwork model, ReadOnlySpan<KoalaBear> blinding, int threads)
    {
        if (!Architecture.Of(model).Id.AsSpan().SequenceEqual(statement.Architecture.Id.AsSpan()))
        {
            throw new ArgumentException("The model has another architecture.", nameof(model));
        }

        (_statement, _model, _blinding) = (statement, model, blinding.ToArray());
        Commitment = statement.ModelCommitment.Commit(model, blinding);
        _prover = new Prover(_arena, threads);
    }

    /// <summary>To the model: public, and the same for every proof.</summary>
    public KoalaBear[] Commitment { get; }

    /// <summary>For a statement that shows the output.</summary>
    /// <param name="input">Within the network's interval, channel by channel.</param>
    public (byte[] Proof, int[] Output) Prove(ReadOnlySpan<int> input)
    {
        using var witness = new Witness(_statement.Plan.Statement, _arena);
        int[] output = Solve(witness, _arena, input);
        _statement.Output.Write(witness.Publics, output);
        return (_prover.Prove(_statement.Plan, witness), output);
    }

    /// <summary>For a statement that shows a commitment to the output.</summary>
    public (byte[] Proof, int[] Output, KoalaBear[] Commitment) Prove(ReadOnlySpan<int> input, ReadOnlySpan<KoalaBear> blinding)
    {
        using var witness = new Witness(_statement.Plan.Statement, _arena);
        int[] output = Solve(witness, _arena, input);
        KoalaBear[] commitment = _statement.Output.Commit(witness, output, blinding, _arena);
        return (_prover.Prove(_statement.Plan, witness), output, commitment);
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(_blinding.AsSpan()));
        _arena.Dispose();
    }

    /// <summary>Fills all cells but those of a commitment to the output.</summary>
    internal int[] Solve(Witness witness, Arena arena, ReadOnlySpan<int> input)
    {
        int[] output = _statement.Compiled.Solve(witness, _model, input);
        foreach ((int tensor, var gadget) in _statement.Compiled.Hidden)
        {
            var layer = (ConvolutionLayer)_model.Layers.Single(l => l.Output == tensor);
            gadget.Fill(witness, layer.Weights.AsSpan(), layer.Bias.AsSpan());
        }

        _statement.Weights.Fill(witness, _blinding, arena);
        witness.Publics.Set(_statement.PublicModel, Commitment);
        return output;
    }
}
