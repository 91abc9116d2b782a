using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Hashing;

/// <summary>
/// A batch of N Poseidon2 permutations. Committed are the S-box outputs: full rounds 8w × N (row = round · w + element), partial rounds
/// R × N; the permutation is the last axis. The only constraints are y = x³ with x an affine form of the input and of earlier outputs.
/// </summary>
/// <remarks>
/// The system is triangular: given the input every y is determined in turn (x³ is a function; that it is also a permutation of F, since
/// gcd(3, p − 1) = 1, is not needed here). So the output views are the permutation of the input views, whatever is committed.
/// Per permutation: 148 cells for width 16, 215 for width 24, and as many cubes, padded to 160 and 224 indices.
/// The output depends on committed cells alone. An input may therefore refer to outputs of the same batch (chains, trees); such a
/// reference must go to another permutation and be free of cycles, else the values would be a fixed point and not a hash.
/// </remarks>
public sealed class Poseidon2Gadget
{
    private readonly Poseidon2Wiring _wiring;
    private readonly StatementBuilder _builder;
    private readonly string _name;

    private Poseidon2Gadget(StatementBuilder builder, string name, Poseidon2 instance, int count)
    {
        (_builder, _name, Instance, Count) = (builder, name, instance, count);
        _wiring = new Poseidon2Wiring(instance);
        Full = builder.Commit(name + " full rounds", _wiring.FullCount, count);
        Partial = builder.Commit(name + " partial rounds", _wiring.PartialCount, count);
        Output = Full.Map(_wiring.Map(OutputForms, Width, _wiring.Full), AxisMap.Identity(count));
    }

    public Poseidon2 Instance { get; }

    public int Width => Instance.Width;

    /// <summary>N.</summary>
    public int Count { get; }

    /// <summary>S-box outputs of the full rounds, 8w × N.</summary>
    public Tensor Full { get; }

    /// <summary>S-box outputs of the partial rounds, R × N.</summary>
    public Tensor Partial { get; }

    /// <summary>Output states, w × N: linear in the last full round.</summary>
    public View Output { get; }

    private int OutputForms => _wiring.FullCount + _wiring.PartialCount;

    /// <summary>Declares the cells; <see cref="Constrain"/> must follow.</summary>
    public static Poseidon2Gadget Commit(StatementBuilder builder, string name, Poseidon2 instance, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return new Poseidon2Gadget(builder, name, instance, count);
    }

    /// <summary>Output = permutation(input), column by column.</summary>
    /// <param name="input">Input states, w × N.</param>
    public void Constrain(View input)
    {
        if (!input.Shape.Equals(Shape.Of(Width, Count)))
        {
            throw new ArgumentException($"'{_name}': the input states have shape {input.Shape} where {Width}×{Count} is needed.", nameof(input));
        }

        for (int first = 0; first < _wiring.FullCount;)
        {
            int rows = 1 << int.Log2(_wiring.FullCount - first);
            Cube($"{_name} full rounds {first}..{first + rows - 1}", Full, first, rows, first, input);
            first += rows;
        }

        Cube(_name + " partial rounds", Partial, 0, _wiring.PartialCount, _wiring.FullCount, input);
    }

    /// <summary>x³ − y = 0 for the forms x from <paramref name="firstForm"/> on and the rows y of a tensor.</summary>
    private void Cube(string name, Tensor outputs, int firstRow, int rows, int firstForm, View input)
    {
        AxisMap columns = AxisMap.Identity(Count);
        View x = View.ConstantProduct(_wiring.Constants(firstForm, rows), AxisMap.Broadcast(Count))
            + input.Then(_wiring.Map(firstForm, rows, _wiring.Input), columns)
            + Full.Map(_wiring.Map(firstForm, rows, _wiring.Full), columns)
            + Partial.Map(_wiring.Map(firstForm, rows, _wiring.Partial), columns);
        View y = outputs.Map(AxisMap.Slice(outputs.Shape[0], firstRow, rows), columns);
        _builder.AssertZero(name, [new Product(1, x, x, x)], -y);
    }
}
