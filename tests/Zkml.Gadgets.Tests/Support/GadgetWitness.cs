using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.Support;

/// <summary>A statement with a witness to check, and memory for both.</summary>
internal sealed class GadgetWitness : IDisposable
{
    private static readonly Ext Rho = new(KoalaBear.FromUInt32(5), KoalaBear.FromUInt32(7), KoalaBear.FromUInt32(11), KoalaBear.FromUInt32(13));
    private readonly Arena _arena = new(1 << 22);

    public GadgetWitness(StatementBuilder builder)
    {
        Statement = builder.Build();
        Witness = new Witness(Statement, _arena);
    }

    public Statement Statement { get; }

    public Witness Witness { get; }

    /// <summary>Names of the constraints and lookups that are violated.</summary>
    public string[] Rejections(int limit = 100_000) =>
        [.. ConstraintChecker.Check(Witness, Rho, _arena, limit).Select(v => v.Name).Distinct()];

    /// <summary>The view's values inside its extents, as signed integers, in the order of the indices.</summary>
    public int[] Values(View view)
    {
        Arena.Mark mark = _arena.Position;
        FieldVector values = _arena.Field(view.Shape.PaddedLength);
        ViewEvaluator.Evaluate(view, Witness, values);
        int[] inside = [.. StaticCoverage.Cells(view.Shape).Select(cell => values[cell].ToInt32())];
        _arena.Release(mark);
        return inside;
    }

    public byte[] Bytes(View view) => [.. Values(view).Select(v => checked((byte)v))];

    /// <summary>Every cell is turned into 1 minus its value, one at a time: those that no constraint notices.</summary>
    public IEnumerable<(string Tensor, int Cell)> UnnoticedFlips(Func<Tensor, int, bool>? where = null)
    {
        foreach (Tensor tensor in Statement.Tensors)
        {
            foreach (int cell in StaticCoverage.Cells(tensor.Shape).Where(c => where?.Invoke(tensor, c) ?? true))
            {
                uint value = Witness[tensor][cell];
                Witness[tensor][cell] = (KoalaBear.One - KoalaBear.FromMontgomery(value)).Montgomery;
                bool noticed = Rejections(limit: 1).Length > 0;
                Witness[tensor][cell] = value;
                if (!noticed)
                {
                    yield return (tensor.Name, cell);
                }
            }
        }
    }

    public void Dispose()
    {
        Witness.Dispose();
        _arena.Dispose();
    }
}
