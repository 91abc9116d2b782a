using Zkml.Fields;
using Zkml.Protocol.Interaction;
using Zkml.Protocol.Language;
using Zkml.Protocol.Reduction;

namespace Zkml.Protocol.Proving;

/// <summary>
/// The prover of <see cref="FractionalSum"/>. A layer of 2^(ℓ+1) nodes is kept as its two halves of children: node (group, 0x) in the first
/// 2^ℓ places, (group, 1x) in the others, both in the order (group, x). Leaves are made twice: for the layer above them, and when their turn comes
/// and all layers above are done; so that half of the tree is in memory at any time.
/// </summary>
internal sealed class FractionalSumProver(LookupPlan plan, Witness witness, Arena arena, Workers workers) : FractionalSum.IProver
{
    private const int Grain = 1 << 11;
    private readonly ExtVector[] _p = new ExtVector[plan.Depth + 1];
    private readonly ExtVector[] _q = new ExtVector[plan.Depth + 1];
    private int _layer = plan.GroupBits;
    private LayerState _state = null!;
    private LeafSource _leaves = null!;
    private Arena.Mark _mark;

    public void Start(Ext alpha, Ext[] beta)
    {
        _leaves = new LeafSource(plan, witness, alpha, beta, arena);
        _mark = arena.Position;
        BuildAboveLeaves();
        for (int layer = plan.Depth - 2; layer >= plan.GroupBits; layer--)
        {
            BuildLayer(layer);
        }
    }

    public Ext RootDenominator(Ext[] z)
    {
        ExtVector table = arena.Ext(1 << z.Length);
        Multilinear.EqTable(z, table);
        return Multilinear.Dot(table, _q[plan.GroupBits]);
    }

    public void StartLayer(Ext[] point, Ext lambda)
    {
        if (_layer == plan.Depth - 1)
        {
            BuildLeaves();
        }

        int length = 1 << _layer;
        ExtVector p = _p[_layer + 1], q = _q[_layer + 1];
        _state = new LayerState(p.Slice(0, length), p.Slice(length, length), q.Slice(0, length), q.Slice(length, length), point, lambda);
        workers.ForRanges(length, Grain, (start, count) =>
            Multilinear.AddScaled(_state.P0.Slice(start, count), lambda, _state.Q0.Slice(start, count)));
    }

    /// <summary>Σ_x eq(z, x)·((p0 + λ q0) q1 + p1 q0), with p0 + λ q0 kept in the place of p0.</summary>
    public (Ext At0, Ext At2) Round()
    {
        int half = _state.Length / 2;
        Arena.Mark mark = arena.Position;
        var weights = new SplitWeights([.. _state.Point[(_state.Bound + 1)..].Select(PointWeights.Eq)], arena);
        int inner = weights.Inner.Length, chunks = half / inner, pieces = Math.Min(chunks, 64);
        var sums = new (Ext At0, Ext At2)[pieces];
        workers.For(pieces, piece =>
        {
            (Ext At0, Ext At2) sum = default;
            for (int chunk = piece; chunk < chunks; chunk += pieces)
            {
                int start = chunk * inner;
                (Ext at0, Ext at2) = SumcheckKernels.TwoProducts(
                    weights.Inner, Halves(_state.P0, start, inner, half), Halves(_state.Q1, start, inner, half),
                    Halves(_state.P1, start, inner, half), Halves(_state.Q0, start, inner, half));
                Ext outer = weights.Outer[chunk];
                sum = (sum.At0 + at0 * outer, sum.At2 + at2 * outer);
            }

            sums[piece] = sum;
        });
        arena.Release(mark);
        return sums.Aggregate((x, y) => (x.At0 + y.At0, x.At2 + y.At2));
    }

    public void Bind(Ext challenge)
    {
        int half = _state.Length / 2;
        workers.ForRanges(half, Grain, (start, count) =>
        {
            foreach (ExtVector vector in (ReadOnlySpan<ExtVector>)[_state.P0, _state.P1, _state.Q0, _state.Q1])
            {
                Multilinear.Fold(vector.Slice(start, count), vector.Slice(half + start, count), challenge, vector.Slice(start, count));
            }
        });
        _state.Length = half;
        _state.Bound++;
    }

    public Ext[] Children()
    {
        _layer++;
        Ext q0 = _state.Q0[0];
        return [_state.P0[0] - _state.Lambda * q0, _state.P1[0], q0, _state.Q1[0]];
    }

    private static SumcheckKernels.Halves Halves(ExtVector vector, int start, int count, int half) =>
        new(vector.Slice(start, count), vector.Slice(half + start, count));

    /// <summary>All leaves, in place of the layers above, which are done.</summary>
    private void BuildLeaves()
    {
        int half = 1 << (plan.Depth - 1), run = Math.Min(Grain, 1 << (plan.Depth - plan.GroupBits - 1));
        arena.Release(_mark);
        ExtVector p = _p[plan.Depth] = arena.ZeroedExt(2 * half), q = _q[plan.Depth] = arena.Ext(2 * half);
        workers.ForRanges(2 * half, run, (stored, count) => _leaves.Fill(Leaf(stored), p.Slice(stored, count), q.Slice(stored, count)));
    }

    /// <summary>The layer above the leaves, from leaves that are not kept.</summary>
    private void BuildAboveLeaves()
    {
        int layer = plan.Depth - 1, length = 1 << layer, run = Math.Min(Grain, 1 << (layer - plan.GroupBits));
        int tasks = Math.Min(length / run, 64);
        ExtVector parentP = _p[layer] = arena.Ext(length), parentQ = _q[layer] = arena.Ext(length);
        ExtVector p = arena.ZeroedExt(2 * run * tasks), q = arena.Ext(2 * run * tasks);
        int piece = Math.Max(1, Math.Min(run, 1 << Math.Max(0, layer - plan.GroupBits - 1)));
        workers.For(tasks, task =>
        {
            ExtVector p0 = p.Slice(2 * run * task, run), p1 = p.Slice(2 * run * task + run, run);
            ExtVector q0 = q.Slice(2 * run * task, run), q1 = q.Slice(2 * run * task + run, run);
            for (int start = task * run; start < length; start += tasks * run)
            {
                _leaves.Fill(Leaf(start), p0, q0);
                _leaves.Fill(Leaf(length + start), p1, q1);
                for (int part = 0; part < run; part += piece)
                {
                    int target = Stored(start + part, layer);
                    Multilinear.AddFractions(
                        p0.Slice(part, piece), p1.Slice(part, piece), q0.Slice(part, piece), q1.Slice(part, piece),
                        parentP.Slice(target, piece), parentQ.Slice(target, piece));
                }
            }
        });
    }

    /// <summary>Which leaf stands at a place: the inverse of <see cref="Stored"/> for leaves.</summary>
    private int Leaf(int stored)
    {
        int within = plan.Depth - plan.GroupBits, top = stored >> (plan.Depth - 1), rest = stored & ((1 << (plan.Depth - 1)) - 1);
        int group = rest >> (within - 1);
        return (group << within) + (top << (within - 1)) + (rest & ((1 << (within - 1)) - 1));
    }

    /// <summary>Where node (group, x) of a layer with 2^bits nodes is stored: x's most significant bit first, then the group.</summary>
    private int Stored(int node, int bits)
    {
        if (bits == plan.GroupBits)
        {
            return node;
        }

        int within = bits - plan.GroupBits, group = node >> within, top = (node >> (within - 1)) & 1, rest = node & ((1 << (within - 1)) - 1);
        return (top << (bits - 1)) + (group << (within - 1)) + rest;
    }

    /// <summary>p = p0 q1 + p1 q0, q = q0 q1, stored with the most significant bit within the group moved to the front.</summary>
    private void BuildLayer(int layer)
    {
        int length = 1 << layer, run = 1 << Math.Max(layer - plan.GroupBits - 1, 0);
        ExtVector p = _p[layer + 1], q = _q[layer + 1];
        ExtVector parentP = _p[layer] = arena.Ext(length), parentQ = _q[layer] = arena.Ext(length);
        int piece = Math.Min(run, Grain);
        workers.For(Math.Max(1, length / Math.Max(piece, Grain)), task =>
        {
            int first = task * Math.Max(piece, Grain), end = Math.Min(length, first + Math.Max(piece, Grain));
            for (int start = first; start < end; start += piece)
            {
                int target = Stored(start, layer);
                Multilinear.AddFractions(
                    p.Slice(start, piece), p.Slice(length + start, piece), q.Slice(start, piece), q.Slice(length + start, piece),
                    parentP.Slice(target, piece), parentQ.Slice(target, piece));
            }
        });
    }

    private sealed class LayerState(ExtVector p0, ExtVector p1, ExtVector q0, ExtVector q1, Ext[] point, Ext lambda)
    {
        public ExtVector P0 => p0;

        public ExtVector P1 => p1;

        public ExtVector Q0 => q0;

        public ExtVector Q1 => q1;

        public Ext[] Point => point;

        public Ext Lambda => lambda;

        public int Length { get; set; } = p0.Length;

        public int Bound { get; set; }
    }
}
