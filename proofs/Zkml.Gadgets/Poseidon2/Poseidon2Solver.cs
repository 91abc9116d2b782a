using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Hashing;

/// <summary>
/// Fills the cells of a <see cref="Poseidon2Gadget"/>: runs the permutation and writes every S-box output. One column at a time for
/// chains, sixteen for independent permutations.
/// </summary>
public static class Poseidon2Solver
{
    /// <summary>Permutes the states of all columns in place: <paramref name="states"/> is laid out as a tensor of shape w × N.</summary>
    public static void Permute(Witness witness, Poseidon2Gadget gadget, Span<uint> states)
    {
        int stride = Shape.Of(gadget.Width, gadget.Count).Stride(0), column = 0;
        if (Lane16.IsSupported)
        {
            for (; column + Lane16.Count <= gadget.Count; column += Lane16.Count)
            {
                Permute<Lane16>(witness, gadget, states, stride, column);
            }
        }

        for (; column < gadget.Count; column++)
        {
            Permute<Lane1>(witness, gadget, states, stride, column);
        }
    }

    /// <summary>Permutes one state in place as permutation number <paramref name="column"/> of the batch.</summary>
    public static void Permute(Witness witness, Poseidon2Gadget gadget, int column, Span<KoalaBear> state)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(state.Length, gadget.Width, nameof(state));
        var buffer = default(StateBuffer<Lane1>);
        Span<Lane1> lanes = buffer[..gadget.Width];
        for (int i = 0; i < state.Length; i++)
        {
            lanes[i] = Lane1.Broadcast(state[i]);
        }

        Permute(witness, gadget, column, lanes);
        for (int i = 0; i < state.Length; i++)
        {
            state[i] = lanes[i].Sum();
        }
    }

    /// <summary>Permutes TLane.Count columns from <paramref name="column"/> on of states with <paramref name="stride"/> cells per element.</summary>
    internal static void Permute<TLane>(Witness witness, Poseidon2Gadget gadget, Span<uint> states, int stride, int column)
        where TLane : struct, ILane<TLane>
    {
        var buffer = default(StateBuffer<TLane>);
        Span<TLane> lanes = buffer[..gadget.Width];
        for (int i = 0; i < lanes.Length; i++)
        {
            lanes[i] = TLane.Load(in states.Slice(i * stride + column, TLane.Count)[0], 0);
        }

        Permute(witness, gadget, column, lanes);
        for (int i = 0; i < lanes.Length; i++)
        {
            lanes[i].Store(ref states.Slice(i * stride + column, TLane.Count)[0], 0);
        }
    }

    /// <summary>Permutes TLane.Count states, element by element in rows of TLane.Count words, as the permutations from <paramref name="column"/> on.</summary>
    internal static void PermuteLanes<TLane>(Witness witness, Poseidon2Gadget gadget, Span<uint> states, int column)
        where TLane : struct, ILane<TLane>
    {
        var buffer = default(StateBuffer<TLane>);
        Span<TLane> lanes = buffer[..gadget.Width];
        for (int i = 0; i < lanes.Length; i++)
        {
            lanes[i] = TLane.Load(in states[i * TLane.Count], 0);
        }

        Permute(witness, gadget, column, lanes);
        for (int i = 0; i < lanes.Length; i++)
        {
            lanes[i].Store(ref states[i * TLane.Count], 0);
        }
    }

    private static void Permute<TLane>(Witness witness, Poseidon2Gadget gadget, int column, Span<TLane> state)
        where TLane : struct, ILane<TLane>
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)(column + TLane.Count), (uint)gadget.Count, nameof(column));
        Poseidon2 instance = gadget.Instance;
        var full = new Rows(witness[gadget.Full], gadget.Full.Shape.Stride(0), column);
        var partial = new Rows(witness[gadget.Partial], gadget.Partial.Shape.Stride(0), column);
        Poseidon2Layers.External(state);
        for (int round = 0; round < Poseidon2.FullRounds / 2; round++)
        {
            FullRound(instance, round, state, full);
        }

        for (int round = 0; round < instance.PartialRounds; round++)
        {
            state[0] = Cube(state[0], instance.InternalConstants[round]);
            partial.Write(round, state[0]);
            Poseidon2Layers.Internal(state, instance.InternalDiagonal);
        }

        for (int round = Poseidon2.FullRounds / 2; round < Poseidon2.FullRounds; round++)
        {
            FullRound(instance, round, state, full);
        }
    }

    private static void FullRound<TLane>(Poseidon2 instance, int round, Span<TLane> state, Rows full)
        where TLane : struct, ILane<TLane>
    {
        ReadOnlySpan<KoalaBear> constants = instance.ExternalConstants[round];
        for (int i = 0; i < state.Length; i++)
        {
            state[i] = Cube(state[i], constants[i]);
            full.Write(round * state.Length + i, state[i]);
        }

        Poseidon2Layers.External(state);
    }

    /// <summary>(x + constant)³.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Cube<TLane>(TLane x, KoalaBear constant)
        where TLane : struct, ILane<TLane>
    {
        x += TLane.Broadcast(constant);
        return x * x * x;
    }

    /// <summary>The cells of some columns of a tensor.</summary>
    private readonly ref struct Rows(Span<uint> cells, int stride, int column)
    {
        private readonly Span<uint> _cells = cells;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Write<TLane>(int row, TLane value)
            where TLane : struct, ILane<TLane> =>
            value.Store(ref MemoryMarshal.GetReference(_cells.Slice(row * stride + column, TLane.Count)), 0);
    }

    /// <summary>A state of the widest instance on the stack.</summary>
    [InlineArray(24)]
    private struct StateBuffer<TLane>
    {
        private TLane _element;
    }
}
