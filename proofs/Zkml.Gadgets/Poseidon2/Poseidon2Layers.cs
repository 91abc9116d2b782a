using Zkml.Fields;

namespace Zkml.Gadgets.Hashing;

/// <summary>The two linear layers of Poseidon2 (Grassi, Khovratovich, Schofnegger 2023, section 5) over any lane.</summary>
internal static class Poseidon2Layers
{
    /// <summary>Blocks of four times circ(2, 3, 1, 1), then each element plus the sum of its column over the blocks.</summary>
    public static void External<TLane>(Span<TLane> state)
        where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Broadcast(KoalaBear.Zero);
        TLane s0 = zero, s1 = zero, s2 = zero, s3 = zero;
        for (int i = 0; i < state.Length; i += 4)
        {
            TLane a = state[i], b = state[i + 1], c = state[i + 2], d = state[i + 3];
            TLane ab = a + b, cd = c + d, sum = ab + cd;
            state[i] = sum + ab + b;
            state[i + 1] = sum + b + c + c;
            state[i + 2] = sum + cd + d;
            state[i + 3] = sum + d + a + a;
            s0 += state[i];
            s1 += state[i + 1];
            s2 += state[i + 2];
            s3 += state[i + 3];
        }

        for (int i = 0; i < state.Length; i += 4)
        {
            state[i] += s0;
            state[i + 1] += s1;
            state[i + 2] += s2;
            state[i + 3] += s3;
        }
    }

    /// <summary>state[i] ← Σ state + diagonal[i] · state[i].</summary>
    public static void Internal<TLane>(Span<TLane> state, ReadOnlySpan<KoalaBear> diagonal)
        where TLane : struct, ILane<TLane>
    {
        TLane sum = state[0];
        for (int i = 1; i < state.Length; i++)
        {
            sum += state[i];
        }

        for (int i = 0; i < state.Length; i++)
        {
            state[i] = sum + TLane.Broadcast(diagonal[i]) * state[i];
        }
    }
}
