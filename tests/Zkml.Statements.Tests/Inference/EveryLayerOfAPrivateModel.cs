using Zkml.Fields;
using Zkml.Networks;
using Zkml.Protocol.Language;
using Zkml.Statements.Inference;

namespace Zkml.Statements.Tests.Inference;

/// <summary>Networks with committed weights: the executor's values satisfy their statements, and nothing else does.</summary>
public sealed class EveryLayerOfAPrivateModel
{
    private static readonly Ext Rho = new(KoalaBear.FromUInt32(5), KoalaBear.FromUInt32(7), KoalaBear.FromUInt32(11), KoalaBear.FromUInt32(13));

    private static readonly KoalaBear[] Blinding = [.. Enumerable.Range(1, 8).Select(i => KoalaBear.FromUInt32((uint)i * 1000))];

    public static TheoryData<string> Kinds =>
    [
        "convolution", "depthwise", "grouped", "dense", "flattened", "requantised", "per channel", "fused table", "sum", "product", "concat", "reshaped", "chain",
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_executors_values_satisfy_it(string kind)
    {
        for (int seed = 0; seed < 6; seed++)
        {
            using var made = new Made(kind, seed);
            Assert.Empty(made.Violations());
            Assert.Equal(NetworkExecutor.Run(made.Network, made.Input)[made.Network.OutputIndex], made.Output);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Any_changed_cell_is_rejected(string kind)
    {
        using var made = new Made(kind, 100);
        Tensor[] counts = [.. made.Statement.Plan.Statement.Tables.SelectMany(t => t.Multiplicities)];
        foreach (Tensor tensor in made.Statement.Plan.Statement.Tensors.Except(counts))
        {
            foreach (int cell in Cells(tensor.Shape).Where((_, i) => i % (1 + tensor.Shape.Count / 12) == 0))
            {
                KoalaBear honest = made.Witness.Get(tensor, cell);
                made.Witness[tensor][cell] = (honest + KoalaBear.One).Montgomery;
                Assert.True(made.Violations(1).Length > 0 || made.Ignores(tensor, cell), $"{kind}: '{tensor.Name}' cell {cell} can be changed.");
                made.Witness[tensor][cell] = honest.Montgomery;
            }
        }
    }

    [Fact]
    public void A_weight_that_is_no_byte_is_looked_up_in_vain()
    {
        using var made = new Made("dense", 3);
        (_, var gadget) = made.Statement.Compiled.Hidden[0];
        foreach (long value in (long[])[-129, 128, 1 << 20])
        {
            made.Witness.Set(gadget.Weights, 0, value);
            Assert.Contains("dense weights", made.Violations());
        }
    }

    private static IEnumerable<int> Cells(Shape shape) => Enumerable.Range(0, shape.OccupiedLength).Where(cell => Enumerable.Range(0, shape.Rank)
        .All(axis => ((cell / shape.Stride(axis)) & ((1 << shape.AxisBits(axis)) - 1)) < shape[axis]));

    private sealed class Made : IDisposable
    {
        private readonly Arena _arena = new(1 << 22);
        private readonly PrivateNetworkProver _prover;

        public Made(string kind, int seed)
        {
            var random = new RandomNetwork(seed);
            Network = random.Of(kind);
            Input = random.Input(Network);
            Statement = PrivateNetworkStatement.For(Architecture.Of(Network), Disclosure.Output);
            _prover = new PrivateNetworkProver(Statement, Network, Blinding, 1);
            Witness = new Witness(Statement.Plan.Statement, _arena);
            Output = _prover.Solve(Witness, _arena, Input);
            Statement.Output.Write(Witness.Publics, Output);
        }

        public IntegerNetwork Network { get; }

        public int[] Input { get; }

        public int[] Output { get; }

        public PrivateNetworkStatement Statement { get; }

        public Witness Witness { get; }

        public string[] Violations(int limit = 100) => [.. ConstraintChecker.Check(Witness, Rho, _arena, limit).Select(v => v.Name).Distinct()];

        /// <summary>A pixel that no weight reads, or reads with weight zero, may be any other pixel.</summary>
        public bool Ignores(Tensor tensor, int cell)
        {
            if (tensor != Statement.Compiled.Input)
            {
                return false;
            }

            int plane = tensor.Shape[0], stride = tensor.Shape.Stride(0);
            var input = (int[])Input.Clone();
            input[cell % stride * plane + cell / stride]++;
            int[][] before = NetworkExecutor.Run(Network, Input), after = NetworkExecutor.Run(Network, input);
            return Network.Layers.Where(l => l is not ReshapeLayer).All(l => before[l.Output].AsSpan().SequenceEqual(after[l.Output]));
        }

        public void Dispose()
        {
            Witness.Dispose();
            _prover.Dispose();
            _arena.Dispose();
        }
    }
}
