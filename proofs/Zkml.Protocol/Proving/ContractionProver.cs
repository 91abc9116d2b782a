using Zkml.Fields;
using Zkml.Protocol.Language;
using Zkml.Protocol.Reduction;

namespace Zkml.Protocol.Proving;

/// <summary>The prover of <see cref="ContractionSum"/>: one pass over the values of both factors, then a sum-check over the common axes.</summary>
internal sealed class ContractionProver(IReadOnlyList<Contraction> contractions, Witness witness, Arena arena) : ContractionSum.IProver
{
    private readonly int _variables = ContractionSum.Variables(contractions);
    private Pair[] _pairs = [];
    private int _round;

    public Ext Start(Ext[] tau, Ext zeta)
    {
        Ext[] powers = ContractionSum.Powers(zeta, contractions.Count);
        _pairs = [.. contractions.Select((contraction, c) =>
        {
            var point = new ContractionPoint(contraction, tau);
            return new Pair(
                contraction.CommonShape.Bits, powers[c],
                Contracted(contraction, contraction.Left, point, isLeft: true), Contracted(contraction, contraction.Right, point, isLeft: false));
        })];
        return _pairs.Aggregate(Ext.Zero, (sum, pair) => sum + pair.Coefficient * pair.Sum);
    }

    public (Ext At0, Ext At2) Round()
    {
        // A pair of fewer variables is a constant until its first: its sum, shared out among 2^(round + 1) halves.
        KoalaBear half = KoalaBear.FromUInt32(2).Inverse();
        (Ext At0, Ext At2) total = default;
        foreach (Pair pair in _pairs)
        {
            int waiting = _variables - pair.Bits;
            if (_round < waiting)
            {
                Ext constant = pair.Coefficient * pair.Sum * half.Pow((ulong)_round + 1);
                total = (total.At0 + constant, total.At2 + constant);
                continue;
            }

            int length = pair.Length / 2;
            (Ext at0, Ext at2) = SumcheckKernels.Inner(
                pair.Left.Slice(0, length), pair.Left.Slice(length, length), pair.Right.Slice(0, length), pair.Right.Slice(length, length));
            Ext scale = pair.Coefficient * half.Pow((ulong)waiting);
            total = (total.At0 + scale * at0, total.At2 + scale * at2);
        }

        return total;
    }

    public void Bind(Ext challenge)
    {
        foreach (Pair pair in _pairs.Where(p => _variables - p.Bits <= _round))
        {
            int length = pair.Length / 2;
            foreach (ExtVector vector in (ReadOnlySpan<ExtVector>)[pair.Left, pair.Right])
            {
                Multilinear.Fold(vector.Slice(0, length), vector.Slice(length, length), challenge, vector.Slice(0, length));
            }

            pair.Length = length;
        }

        _round++;
    }

    public (Ext Left, Ext Right) Values(int contraction) => (_pairs[contraction].Left[0], _pairs[contraction].Right[0]);

    private ExtVector Contracted(Contraction contraction, IndexedView factor, ContractionPoint point, bool isLeft)
    {
        Shape common = contraction.CommonShape;
        ExtVector values = arena.Ext(common.PaddedLength);
        var axes = new ContractedView.Axis[factor.Axes.Length];
        for (int a = 0; a < axes.Length; a++)
        {
            char letter = factor.Axes[a];
            int place = contraction.Common.IndexOf(letter, StringComparison.Ordinal);
            bool sums = place < 0;
            axes[a] = new ContractedView.Axis(
                sums, sums ? 0 : common.Stride(place), point.Outer(letter) is { } outer && (sums || isLeft) ? Table(outer) : null);
        }

        ContractedView.Evaluate(factor.View, witness, axes, values, arena);
        return values;
    }

    private ExtVector Table((Ext, Ext)[] variables)
    {
        ExtVector table = arena.Ext(1 << variables.Length);
        Multilinear.ProductTable(variables, Ext.One, table);
        return table;
    }

    private sealed class Pair(int bits, Ext coefficient, ExtVector left, ExtVector right)
    {
        public int Bits => bits;

        /// <summary>ζ^c.</summary>
        public Ext Coefficient => coefficient;

        public ExtVector Left => left;

        public ExtVector Right => right;

        /// <summary>Values that are left.</summary>
        public int Length { get; set; } = left.Length;

        /// <summary>Over the whole index set.</summary>
        public Ext Sum { get; } = Multilinear.Dot(left, right);
    }
}
