using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Hashing;

/// <summary>
/// Poseidon2 without its S-boxes: every S-box input and every output is an affine form in the input state and the S-box outputs.
/// Variables: input (w) | full-round S-box outputs (8w, round by round) | partial-round S-box outputs (R) | the constant 1.
/// Forms: full-round S-box inputs (8w) | partial-round S-box inputs (R) | output state (w).
/// </summary>
internal sealed class Poseidon2Wiring
{
    private readonly Poseidon2 _instance;
    private readonly int _variables;
    private readonly KoalaBear[][] _forms;

    public Poseidon2Wiring(Poseidon2 instance)
    {
        _instance = instance;
        _variables = Width + FullCount + PartialCount + 1;
        _forms = new KoalaBear[FullCount + PartialCount + Width][];
        Derive();
    }

    public int Width => _instance.Width;

    /// <summary>S-boxes of the full rounds.</summary>
    public int FullCount => Poseidon2.FullRounds * Width;

    /// <summary>S-boxes of the partial rounds.</summary>
    public int PartialCount => _instance.PartialRounds;

    public Range Input => ..Width;

    public Range Full => Width..(Width + FullCount);

    public Range Partial => (Width + FullCount)..(_variables - 1);

    /// <summary>The forms [first, first + count) restricted to some variables, as a map from an axis of those variables.</summary>
    public AxisMap Map(int first, int count, Range variables)
    {
        (int start, int length) = variables.GetOffsetAndLength(_variables);
        var entries = new List<AxisMap.Entry>();
        for (int form = 0; form < count; form++)
        {
            for (int variable = 0; variable < length; variable++)
            {
                entries.Add(new AxisMap.Entry(form, variable, _forms[first + form][start + variable]));
            }
        }

        return AxisMap.Sparse(count, length, entries);
    }

    /// <summary>The constant parts of the forms [first, first + count), as weights of an axis.</summary>
    public AxisMap Constants(int first, int count) => Map(first, count, (_variables - 1).._variables);

    /// <summary>Runs the permutation on affine forms: state[i] is the form of element i.</summary>
    private void Derive()
    {
        var state = new KoalaBear[Width][];
        for (int i = 0; i < Width; i++)
        {
            state[i] = Variable(i);
        }

        External(state);
        for (int round = 0; round < Poseidon2.FullRounds / 2; round++)
        {
            FullRound(state, round);
        }

        for (int round = 0; round < PartialCount; round++)
        {
            _forms[FullCount + round] = PlusConstant(state[0], _instance.InternalConstants[round]);
            state[0] = Variable(Width + FullCount + round);
            Internal(state);
        }

        for (int round = Poseidon2.FullRounds / 2; round < Poseidon2.FullRounds; round++)
        {
            FullRound(state, round);
        }

        state.CopyTo(_forms, FullCount + PartialCount);
    }

    private void FullRound(KoalaBear[][] state, int round)
    {
        for (int i = 0; i < Width; i++)
        {
            _forms[round * Width + i] = PlusConstant(state[i], _instance.ExternalConstants[round][i]);
            state[i] = Variable(Width + round * Width + i);
        }

        External(state);
    }

    private void External(KoalaBear[][] state) => ForEachVariable(state, lanes => Poseidon2Layers.External(lanes));

    private void Internal(KoalaBear[][] state) => ForEachVariable(state, lanes => Poseidon2Layers.Internal(lanes, _instance.InternalDiagonal));

    /// <summary>A linear layer acts on the coefficients of each variable separately.</summary>
    private void ForEachVariable(KoalaBear[][] state, Action<Lane1[]> layer)
    {
        var column = new Lane1[Width];
        for (int variable = 0; variable < _variables; variable++)
        {
            for (int i = 0; i < Width; i++)
            {
                column[i] = Lane1.Broadcast(state[i][variable]);
            }

            layer(column);
            for (int i = 0; i < Width; i++)
            {
                state[i][variable] = column[i].Sum();
            }
        }
    }

    private KoalaBear[] Variable(int index)
    {
        var form = new KoalaBear[_variables];
        form[index] = KoalaBear.One;
        return form;
    }

    private static KoalaBear[] PlusConstant(KoalaBear[] form, KoalaBear constant)
    {
        KoalaBear[] sum = [.. form];
        sum[^1] += constant;
        return sum;
    }
}
