using System.Runtime.CompilerServices;

namespace Zkml.Fields;

/// <summary>
/// Sixteen states of <see cref="Poseidon2"/> at once: element i of all of them is state[i]. Throughput bound: the multiplications of
/// one element hide the latency of another's.
/// </summary>
internal static unsafe class Poseidon2Avx512
{
    [SkipLocalsInit]
    public static void Permute(Poseidon2 permutation, Lane16* state)
    {
        int width = permutation.Width;
        ExternalLayer(state, width);
        for (int round = 0; round < Poseidon2.FullRounds; round++)
        {
            if (round == Poseidon2.FullRounds / 2)
            {
                PartialRounds(permutation, state);
            }

            KoalaBear[] constants = permutation.ExternalConstants[round];
            for (int i = 0; i < constants.Length; i++)
            {
                state[i] = Cube(state[i] + Lane16.Broadcast(constants[i]));
            }

            ExternalLayer(state, width);
        }
    }

    [SkipLocalsInit]
    private static void PartialRounds(Poseidon2 permutation, Lane16* state)
    {
        KoalaBear[] diagonal = permutation.InternalDiagonal;
        foreach (KoalaBear constant in permutation.InternalConstants)
        {
            // The sum of all but element 0 does not wait for its cube.
            Lane16 first = Cube(state[0] + Lane16.Broadcast(constant)), sum = state[1];
            for (int i = 2; i < diagonal.Length; i++)
            {
                sum += state[i];
            }

            sum += first;
            state[0] = first;
            for (int i = 0; i < diagonal.Length; i++)
            {
                state[i] = sum + state[i] * Lane16.Broadcast(diagonal[i]);
            }
        }
    }

    /// <summary><see cref="Poseidon2.ExternalLayer"/> with the same operations.</summary>
    private static void ExternalLayer(Lane16* state, int width)
    {
        Lane16 zero = Lane16.Broadcast(KoalaBear.Zero), c0 = zero, c1 = zero, c2 = zero, c3 = zero;
        for (int i = 0; i < width; i += 4)
        {
            Lane16 a = state[i], b = state[i + 1], c = state[i + 2], d = state[i + 3], ab = a + b, cd = c + d, sum = ab + cd;
            Lane16 y0 = sum + (ab + b), y1 = sum + (b + c) + c, y2 = sum + (cd + d), y3 = sum + (d + a) + a;
            (state[i], state[i + 1], state[i + 2], state[i + 3]) = (y0, y1, y2, y3);
            (c0, c1, c2, c3) = (c0 + y0, c1 + y1, c2 + y2, c3 + y3);
        }

        for (int i = 0; i < width; i += 4)
        {
            state[i] += c0;
            state[i + 1] += c1;
            state[i + 2] += c2;
            state[i + 3] += c3;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lane16 Cube(Lane16 x) => x * x * x;
}
