using Zkml.Fields;
using Zkml.Protocol.Interaction;
using Zkml.Protocol.Language;
using Zkml.Protocol.Reduction;

namespace Zkml.Protocol.Proving;

/// <summary>
/// The prover of <see cref="FractionalSum"/>. A layer of 2^(ℓ+1) nodes is kept as its two halves of children: node (group, 0x) in the first
/// 2^ℓ places, (group, 1x) in the others, both in the order (group, x). The two lowest layers are not kept but made when their turn comes, the leaves
/// run by run for each pass until a first variable is bound: a quarter of the tree is in memory at any time.
/// </summary>
internal sealed class FractionalSumProver(LookupPlan plan, Witness witness, Arena arena, Workers workers) : FractionalSum.IProver
{
    private const int Grain = 1 << 11;
    private const int Tasks = 16;
    private readonly Fractions[] _layers = new Fractions[plan.Depth + 1];
    private readonly int _lowestKept = Math.Max(plan.GroupBits, plan.Depth - 2);
    private int _layer = plan.GroupBits;
    private LayerState _state = null!;
    private NodeSource _nodes = null!;
    private Arena.Mark _mark;

    public void Start(Ext alpha, Ext[] beta)
    {
        _nodes = new NodeSource(plan, new LeafSource(plan, witness, alpha, beta, arena));
        _mark = arena.Position;
        BuildFromLeaves(_lowestKept);
        for (int layer = _lowestKept - 1; layer >= plan.GroupBits; layer--)
        {
            BuildLayer(layer);
        }
    }

    public Ext RootDenominator(Ext[] z)
    {
        ExtVector table = arena.Ext(1 << z.Length);
        Multilinear.EqTable(z, table);
        return Multilinear.Dot(table, _layers[plan.GroupBits].Q);
    }

    public void StartLayer(Ext[] point, Ext lambda)
    {
        int below = _layer + 1, length = 1 << _layer;
        _state = new LayerState(point, lambda, length);
        if (below > _lowestKept)
        {
            // All layers above are done.
            arena.Release(_mark);
            if (below == plan.Depth && length > 1)
            {
                return;
            }

            BuildFromLeaves(below);
        }

        Fractions all = _layers[below];
        var children = new Siblings(all.P.Slice(0, length), all.P.Slice(length, length), all.Q.Slice(0, length), all.Q.Slice(length, length));
        workers.ForRanges(length, Grain, (start, count) => Multilinear.AddScaled(children.P0.Slice(start, count), lambda, children.Q0.Slice(start, count)));
        _state.Kept = children;
    }

    /// <summary>Σ_x eq(z, x)·((p0 + λ q0) q1 + p1 q0), with p0 + λ q0 kept in the place of p0.</summary>
    public (Ext At0, Ext At2) Round()
    {
        int half = _state.Length / 2;
        Arena.Mark mark = arena.Position;
        var weights = new SplitWeights([.. _state.Point[(_state.Bound + 1)..].Select(PointWeights.Eq)], arena);
        int inner = weights.Inner.Length, tasks = Math.Min(half / inner, Tasks);
        ExtVector scratch = Scratch(tasks, inner);
        var sums = new (Ext At0, Ext At2)[tasks];
        workers.For(tasks, task =>
        {
            (Ext At0, Ext At2) sum = default;
            for (int start = task * inner; start < half; start += tasks * inner)
            {
                (Siblings low, Siblings high) = Halves(start, inner, scratch, task);
                (Ext at0, Ext at2) = SumcheckKernels.TwoProducts(
                    weights.Inner, new(low.P0, high.P0), new(low.Q1, high.Q1), new(low.P1, high.P1), new(low.Q0, high.Q0));
                Ext outer = weights.Outer[start / inner];
                sum = (sum.At0 + at0 * outer, sum.At2 + at2 * outer);
            }

            sums[task] = sum;
        });
        arena.Release(mark);
        return sums.Aggregate((x, y) => (x.At0 + y.At0, x.At2 + y.At2));
    }

    public void Bind(Ext challenge)
    {
        int half = _state.Length / 2, run = Math.Min(half, Grain), tasks = Math.Min(half / run, Tasks);
        Siblings bound = _state.Kept ?? new Siblings(arena.Ext(half), arena.Ext(half), arena.Ext(half), arena.Ext(half));
        Arena.Mark mark = arena.Position;
        ExtVector scratch = Scratch(tasks, run);
        workers.For(tasks, task =>
        {
            for (int start = task * run; start < half; start += tasks * run)
            {
                (Siblings low, Siblings high) = Halves(start, run, scratch, task);
                Siblings target = bound.Slice(start, run);
                Multilinear.Fold(low.P0, high.P0, challenge, target.P0);
                Multilinear.Fold(low.P1, high.P1, challenge, target.P1);
                Multilinear.Fold(low.Q0, high.Q0, challenge, target.Q0);
                Multilinear.Fold(low.Q1, high.Q1, challenge, target.Q1);
            }
        });
        arena.Release(mark);
        _state.Kept = bound;
        _state.Length = half;
        _state.Bound++;
    }

    public Ext[] Children()
    {
        _layer++;
        Siblings kept = _state.Kept!.Value;
        Ext q0 = kept.Q0[0];
        return [kept.P0[0] - _state.Lambda * q0, kept.P1[0], q0, kept.Q1[0]];
    }

    private ExtVector Scratch(int tasks, int run) => arena.Ext(_state.Kept is null ? tasks * 8 * run : 0);

    /// <summary>The children from a place on for both values of the variable that is bound next; made in scratch when they are not kept.</summary>
    private (Siblings Low, Siblings High) Halves(int start, int count, ExtVector scratch, int task)
    {
        int half = _state.Length / 2;
        if (_state.Kept is { } kept)
        {
            return (kept.Slice(start, count), kept.Slice(half + start, count));
        }

        int first = 8 * count * task;
        return (Leaves(start, count, scratch.Slice(first, 4 * count)), Leaves(half + start, count, scratch.Slice(first + 4 * count, 4 * count)));
    }

    private Siblings Leaves(int start, int count, ExtVector scratch)
    {
        var leaves = new Siblings(scratch.Slice(0, count), scratch.Slice(count, count), scratch.Slice(2 * count, count), scratch.Slice(3 * count, count));
        int run = Math.Min(count, Run(plan.Depth));
        for (int part = 0; part < count; part += run)
        {
            int leaf = Node(start + part, plan.Depth);
            _nodes.Fill(plan.Depth, leaf, leaves.P0.Slice(part, run), leaves.Q0.Slice(part, run), default);
            _nodes.Fill(plan.Depth, leaf + Run(plan.Depth), leaves.P1.Slice(part, run), leaves.Q1.Slice(part, run), default);
        }

        Multilinear.AddScaled(leaves.P0, _state.Lambda, leaves.Q0);
        return leaves;
    }

    /// <summary>Neighbouring places of a layer in which neighbouring nodes of one group stand.</summary>
    private int Run(int layer) => 1 << Math.Max(layer - plan.GroupBits - 1, 0);

    /// <summary>Which node stands at a place: the most significant bit of its number within the group comes first in a place, then the group.</summary>
    private int Node(int place, int layer)
    {
        if (layer == plan.GroupBits)
        {
            return place;
        }

        int run = Run(layer), half = 1 << (layer - 1), top = place / half, rest = place % half;
        return rest / run * 2 * run + top * run + rest % run;
    }

    private void BuildFromLeaves(int layer)
    {
        int length = 1 << layer, run = Math.Min(Grain / 2, Run(layer)), tasks = Math.Min(length / run, Tasks);
        Fractions built = _layers[layer] = new Fractions(arena.Ext(length), arena.Ext(length));
        Arena.Mark mark = arena.Position;
        ExtVector scratch = arena.Ext(tasks * NodeSource.Scratch * run);
        workers.For(tasks, task =>
        {
            ExtVector own = scratch.Slice(task * NodeSource.Scratch * run, NodeSource.Scratch * run);
            for (int place = task * run; place < length; place += tasks * run)
            {
                _nodes.Fill(layer, Node(place, layer), built.P.Slice(place, run), built.Q.Slice(place, run), own);
            }
        });
        arena.Release(mark);
    }

    private void BuildLayer(int layer)
    {
        int length = 1 << layer, run = Math.Min(Grain, Run(layer)), tasks = Math.Min(length / run, Tasks);
        Fractions below = _layers[layer + 1], built = _layers[layer] = new Fractions(arena.Ext(length), arena.Ext(length));
        workers.For(tasks, task =>
        {
            for (int place = task * run; place < length; place += tasks * run)
            {
                int node = Node(place, layer);
                Multilinear.AddFractions(
                    below.P.Slice(node, run), below.P.Slice(length + node, run), below.Q.Slice(node, run), below.Q.Slice(length + node, run),
                    built.P.Slice(place, run), built.Q.Slice(place, run));
            }
        });
    }

    private readonly record struct Fractions(ExtVector P, ExtVector Q);

    /// <summary>Both children of neighbouring nodes; P0 is p0 + λ q0.</summary>
    private readonly record struct Siblings(ExtVector P0, ExtVector P1, ExtVector Q0, ExtVector Q1)
    {
        public Siblings Slice(int start, int count) => new(P0.Slice(start, count), P1.Slice(start, count), Q0.Slice(start, count), Q1.Slice(start, count));
    }

    private sealed class LayerState(Ext[] point, Ext lambda, int length)
    {
        public Ext[] Point => point;

        public Ext Lambda => lambda;

        /// <summary>Nodes that are left of the layer: 2^(variables not bound yet).</summary>
        public int Length { get; set; } = length;

        public int Bound { get; set; }

        /// <summary>Null for leaves until a first variable is bound.</summary>
        public Siblings? Kept { get; set; }
    }
}
