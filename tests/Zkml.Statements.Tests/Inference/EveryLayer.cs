using Zkml.Fields;
using Zkml.Networks;
using Zkml.Protocol.Language;
using Zkml.Statements.Inference;

namespace Zkml.Statements.Tests.Inference;

/// <summary>Layers of every kind in statements: the executor's values satisfy them, and nothing else does.</summary>
public sealed class EveryLayer
{
    private static readonly Ext Rho = new(KoalaBear.FromUInt32(5), KoalaBear.FromUInt32(7), KoalaBear.FromUInt32(11), KoalaBear.FromUInt32(13));

    public static TheoryData<string> Kinds => [.. RandomNetwork.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_executors_values_satisfy_it(string kind)
    {
        for (int seed = 0; seed < 12; seed++)
        {
            using var made = new Made(kind, seed);
            Assert.Empty(made.Violations());
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
            foreach (int cell in Cells(tensor.Shape).Where((_, i) => i % (1 + tensor.Shape.Count / 25) == 0))
            {
                KoalaBear honest = made.Witness.Get(tensor, cell);
                made.Witness[tensor][cell] = (honest + KoalaBear.One).Montgomery;
                Assert.True(made.Violations(1).Length > 0 || Unread(made, tensor, cell), $"{kind}: '{tensor.Name}' cell {cell} can be changed.");
                made.Witness[tensor][cell] = honest.Montgomery;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_output_is_the_executors_and_no_other(string kind)
    {
        using var made = new Made(kind, 200);
        Span<uint> cells = made.Witness.Publics[made.Statement.Output.Public];
        for (int i = 0; i < made.Output.Length; i++)
        {
            int plane = made.Statement.Output.Public.Shape[0], cell = made.Statement.Output.Public.Shape.Cell(i % plane, i / plane);
            Assert.Equal(made.Output[i], KoalaBear.FromMontgomery(cells[cell]).ToInt32());
            cells[cell] = (KoalaBear.FromMontgomery(cells[cell]) + KoalaBear.One).Montgomery;
            Assert.Contains("output", made.Violations());
            cells[cell] = (KoalaBear.FromMontgomery(cells[cell]) - KoalaBear.One).Montgomery;
        }
    }

    /// <summary>A pixel that the network does not use may be any other pixel: changing the input's cell changes nothing that is claimed.</summary>
    private static bool Unread(Made made, Tensor tensor, int cell)
    {
        if (tensor != made.Statement.Compiled.Input)
        {
            return false;
        }

        int plane = tensor.Shape[0], stride = tensor.Shape.Stride(0);
        var input = (int[])made.Input.Clone();
        input[cell % stride * plane + cell / stride]++;
        return NetworkExecutor.Run(made.Network, input)[made.Network.OutputIndex].AsSpan().SequenceEqual(made.Output);
    }

    private static IEnumerable<int> Cells(Shape shape) => Enumerable.Range(0, shape.OccupiedLength).Where(cell => Enumerable.Range(0, shape.Rank)
        .All(axis => ((cell / shape.Stride(axis)) & ((1 << shape.AxisBits(axis)) - 1)) < shape[axis]));

    private sealed class Made : IDisposable
    {
        private readonly Arena _arena = new(1 << 22);
        private readonly NetworkProver _prover;

        public Made(string kind, int seed)
        {
            var random = new RandomNetwork(seed);
            Network = random.Of(kind);
            Input = random.Input(Network);
            Statement = NetworkStatement.For(Network, kind, Disclosure.Output);
            _prover = new NetworkProver(Statement, 1);
            Witness = new Witness(Statement.Plan.Statement, _arena);
            Output = _prover.Solve(Witness, Input);
            Statement.Output.Write(Witness.Publics, Output);
        }

        public IntegerNetwork Network { get; }

        public int[] Input { get; }

        public int[] Output { get; }

        public NetworkStatement Statement { get; }

        public Witness Witness { get; }

        public string[] Violations(int limit = 100) => [.. ConstraintChecker.Check(Witness, Rho, _arena, limit).Select(v => v.Name).Distinct()];

        public void Dispose()
        {
            Witness.Dispose();
            _prover.Dispose();
            _arena.Dispose();
        }
    }
}
