using Zkml.Fields;
using Zkml.Protocol;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Inference;

/// <summary>Makes proofs of inference. Keeps its memory for the next one; one proof at a time.</summary>
public sealed class NetworkProver : IDisposable
{
    private readonly NetworkStatement _statement;
    private readonly Arena _arena = new();
    private readonly Prover _prover;

    public NetworkProver(NetworkStatement statement, int threads)
    {
        _statement = statement;
        _prover = new Prover(_arena, threads);
    }

    /// <summary>For a statement that shows the output.</summary>
    /// <param name="input">Within the network's interval, channel by channel.</param>
    public (byte[] Proof, int[] Output) Prove(ReadOnlySpan<int> input)
    {
        using var witness = new Witness(_statement.Plan.Statement, _arena);
        int[] output = Solve(witness, input);
        _statement.Output.Write(witness.Publics, output);
        return (_prover.Prove(_statement.Plan, witness), output);
    }

    /// <summary>For a statement that shows a commitment to the output.</summary>
    public (byte[] Proof, int[] Output, KoalaBear[] Commitment) Prove(ReadOnlySpan<int> input, ReadOnlySpan<KoalaBear> blinding)
    {
        using var witness = new Witness(_statement.Plan.Statement, _arena);
        int[] output = Solve(witness, input);
        KoalaBear[] commitment = _statement.Output.Commit(witness, output, blinding, _arena);
        return (_prover.Prove(_statement.Plan, witness), output, commitment);
    }

    public void Dispose() => _arena.Dispose();

    /// <summary>Fills all cells but those of a commitment.</summary>
    internal int[] Solve(Witness witness, ReadOnlySpan<int> input) => _statement.Compiled.Solve(witness, _statement.Network, input);
}
