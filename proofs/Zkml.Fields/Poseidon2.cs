namespace Zkml.Fields;

/// <summary>
/// The Poseidon2 permutation over KoalaBear (Grassi, Khovratovich, Schofnegger, eprint 2023/323) with S-box x³, four full rounds before
/// and four after the partial ones, in widths 16 and 24. x³ is a permutation since 3 does not divide p − 1.
/// </summary>
public sealed class Poseidon2
{
    public const int FullRounds = 8;

    private Poseidon2(int width, uint[][] external, uint[] inner, uint[] diagonal)
    {
        Width = width;
        ExternalConstants = [.. external.Select(Elements)];
        InternalConstants = Elements(inner);
        InternalDiagonal = Elements(diagonal);
    }

    public static Poseidon2 Width16 { get; } =
        new(16, Poseidon2Constants.External16, Poseidon2Constants.Internal16, Poseidon2Constants.Diagonal16);

    public static Poseidon2 Width24 { get; } =
        new(24, Poseidon2Constants.External24, Poseidon2Constants.Internal24, Poseidon2Constants.Diagonal24);

    public int Width { get; }

    public int PartialRounds => InternalConstants.Length;

    /// <summary>One row of constants per full round.</summary>
    public KoalaBear[][] ExternalConstants { get; }

    /// <summary>One constant per partial round, for element 0.</summary>
    public KoalaBear[] InternalConstants { get; }

    /// <summary>The internal layer is s ↦ Σ s + diagonal[i] · s[i].</summary>
    public KoalaBear[] InternalDiagonal { get; }

    public void Permute(Span<KoalaBear> state)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(state.Length, Width, nameof(state));
        ExternalLayer(state);
        for (int round = 0; round < FullRounds / 2; round++)
        {
            FullRound(state, round);
        }

        foreach (KoalaBear constant in InternalConstants)
        {
            state[0] = Cube(state[0] + constant);
            InternalLayer(state);
        }

        for (int round = FullRounds / 2; round < FullRounds; round++)
        {
            FullRound(state, round);
        }
    }

    /// <summary>Blocks of four times circ(2, 3, 1, 1), then each element plus the sum of its column over the blocks.</summary>
    public static void ExternalLayer(Span<KoalaBear> state)
    {
        Span<KoalaBear> columns = stackalloc KoalaBear[4];
        for (int i = 0; i < state.Length; i += 4)
        {
            KoalaBear a = state[i], b = state[i + 1], c = state[i + 2], d = state[i + 3], sum = a + b + c + d;
            state[i] = sum + a + b + b;
            state[i + 1] = sum + b + c + c;
            state[i + 2] = sum + c + d + d;
            state[i + 3] = sum + d + a + a;
            for (int j = 0; j < 4; j++)
            {
                columns[j] += state[i + j];
            }
        }

        for (int i = 0; i < state.Length; i++)
        {
            state[i] += columns[i & 3];
        }
    }

    private void FullRound(Span<KoalaBear> state, int round)
    {
        KoalaBear[] constants = ExternalConstants[round];
        for (int i = 0; i < state.Length; i++)
        {
            state[i] = Cube(state[i] + constants[i]);
        }

        ExternalLayer(state);
    }

    private void InternalLayer(Span<KoalaBear> state)
    {
        KoalaBear sum = KoalaBear.Zero;
        foreach (KoalaBear element in state)
        {
            sum += element;
        }

        for (int i = 0; i < state.Length; i++)
        {
            state[i] = sum + InternalDiagonal[i] * state[i];
        }
    }

    private static KoalaBear Cube(KoalaBear x) => x * x * x;

    private static KoalaBear[] Elements(uint[] values) => [.. values.Select(KoalaBear.FromUInt32)];
}
