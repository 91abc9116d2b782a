using Zkml.Fields;
using Zkml.Protocol;
using Zkml.Protocol.Language;
using Zkml.Statements.Inference;

namespace Zkml.Networks.Tests.Proofs;

/// <summary>A network with its statement and an honest witness, for provers that then change it.</summary>
internal sealed class ProvedNetwork : IDisposable
{
    private static readonly Ext Rho = new(KoalaBear.FromUInt32(5), KoalaBear.FromUInt32(7), KoalaBear.FromUInt32(11), KoalaBear.FromUInt32(13));

    private readonly Arena _arena = new(1 << 22);
    private readonly NetworkProver _prover;
    private readonly NetworkVerifier _verifier;
    private readonly int[] _input;

    public ProvedNetwork(IntegerNetwork network, string name, int[] input)
    {
        _input = input;
        Statement = NetworkStatement.For(network, name, Disclosure.Output);
        _prover = new NetworkProver(Statement, 1);
        _verifier = new NetworkVerifier(Statement);
        Witness = new Witness(Statement.Plan.Statement, _arena);
        Output = _prover.Solve(Witness, input);
        Statement.Output.Write(Witness.Publics, Output);
    }

    public NetworkStatement Statement { get; }

    public Witness Witness { get; }

    public int[] Output { get; }

    /// <summary>What an honest prover sends.</summary>
    public (byte[] Proof, int[] Output) Prove() => _prover.Prove(_input);

    public string? Check(int[] output, byte[] proof) => _verifier.Check(output, proof);

    /// <summary>Whether a constraint or lookup is violated. Counts lookups anew, as a cheating prover would.</summary>
    public bool IsViolated() => ConstraintChecker.Check(Witness, Rho, _arena, limit: 1).Count > 0;

    /// <summary>Goes on with the witness as it is; the verifier's reason to refuse, or null.</summary>
    public string? CheckAsIs() => Check(Output, new Prover(_arena, 2).ProveAsIs(Statement.Plan, Witness));

    /// <summary>All tensors but the counts of the lookups, which the solver fills at the end.</summary>
    public IEnumerable<Tensor> Tensors() =>
        Statement.Plan.Statement.Tensors.Except(Statement.Plan.Statement.Tables.SelectMany(t => t.Multiplicities));

    public static IEnumerable<int> Cells(Shape shape) => Enumerable.Range(0, shape.OccupiedLength).Where(cell => Enumerable.Range(0, shape.Rank)
        .All(axis => ((cell / shape.Stride(axis)) & ((1 << shape.AxisBits(axis)) - 1)) < shape[axis]));

    /// <summary>The input cell stands for another input with the same output: nothing false is claimed when it changes.</summary>
    public bool IsOfNoConsequence(Tensor tensor, int cell)
    {
        if (tensor != Statement.Compiled.Input)
        {
            return false;
        }

        int plane = tensor.Shape[0], stride = tensor.Shape.Stride(0);
        int[] input = [.. _input];
        input[(cell % stride * plane) + (cell / stride)]++;
        return NetworkExecutor.Run(Statement.Network, input)[Statement.Network.OutputIndex].AsSpan().SequenceEqual(Output);
    }

    public void Dispose()
    {
        Witness.Dispose();
        _verifier.Dispose();
        _prover.Dispose();
        _arena.Dispose();
    }
}
