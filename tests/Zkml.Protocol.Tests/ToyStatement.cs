using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Tests;

[Flags]
public enum ToyParts
{
    Linear = 1,
    Bits = 2,
    Cubes = 4,
    Ranges = 8,
    Memory = 16,
    Identity = 32,
    Contractions = 64,
    All = 127,
}

/// <summary>A small statement with any of: a linear constraint, bits, cubes, range lookups, a committed table, an identity in ρ, contractions.</summary>
internal sealed class ToyStatement
{
    private const int Terms = 3, Channels = 2;

    private readonly ToyParts _parts;
    private readonly int _size;
    private readonly Tensor _values;
    private readonly Tensor? _bits, _cubes, _ranged, _addresses, _read, _left, _right, _product, _weights, _inputs, _outputs, _each;

    public ToyStatement(ToyParts parts, int size, double maxGroupLeavesLog2 = LookupPlan.MaxGroupLeavesLog2)
    {
        (_parts, _size) = (parts, size);
        var builder = new StatementBuilder("test/toy");
        _values = builder.Commit("values", size);
        Total = builder.Public("total", 1);
        builder.AssertZero("sum", _values.Map(AxisMap.Sum(size)) - Total.View);
        if (parts.HasFlag(ToyParts.Bits))
        {
            _bits = builder.CommitBits("bits", 8, size);
            View atBitZero = _values.MapAs(Shape.Of(1, size), AxisMap.Place(8, 0), AxisMap.Identity(size));
            builder.AssertZero("values are bits", [AxisWeight.Binary, AxisWeight.Each], [], _bits.View - atBitZero);
        }

        if (parts.HasFlag(ToyParts.Cubes))
        {
            _cubes = builder.Commit("cubes", size);
            View shifted = _values.View + View.Constant(_values.Shape, 3);
            builder.AssertZero("cubes", [new Product(1, shifted, shifted, shifted)], -_cubes.View);
        }

        if (parts.HasFlag(ToyParts.Ranges))
        {
            _ranged = builder.Commit("ranged", 3, size);
            builder.AssertRange("ranged", _ranged.View, -100, 155);
            builder.AssertRange("short", _ranged.Map(AxisMap.Select(3, 0), AxisMap.Identity(size)), 0, 99);
        }

        if (parts.HasFlag(ToyParts.Memory))
        {
            _addresses = builder.Commit("addresses", size);
            _read = builder.Commit("read", size);
            LookupTable memory = builder.CommittedTable(
                "memory", View.ConstantProduct(AxisMap.Weights([.. Enumerable.Range(0, size).Select(i => (Coefficient)i)])), _values.View);
            builder.AssertLookup("reads", memory, _addresses.View, _read.View);
        }

        if (parts.HasFlag(ToyParts.Identity))
        {
            (_left, _right, _product) = (builder.Commit("left", 4, size), builder.Commit("right", 4, size), builder.Commit("product", 7, size));
            Coefficient[] powers = [.. Enumerable.Range(0, 7).Select(Coefficient.RhoPower)];
            View At(Tensor tensor, int length) => tensor.Map(AxisMap.Contract(powers[..length]), AxisMap.Identity(size));
            builder.AssertZero("polynomial product", [new Product(1, At(_left, 4), At(_right, 4))], -At(_product, 7));
        }

        if (parts.HasFlag(ToyParts.Contractions))
        {
            (_weights, _inputs) = (builder.Commit("weights", Terms, Channels), builder.Commit("inputs", size, Terms));
            (_outputs, _each) = (builder.Commit("outputs", size, Channels), builder.Commit("outputs of channels", size, Channels));
            View spread = _inputs.MapAs(
                Shape.Of(size, Terms, 1), AxisMap.Identity(size), AxisMap.Identity(Terms), AxisMap.Broadcast(Channels));
            builder.AssertContraction("matrix product", new(_weights.View, "ko"), new(_inputs.View, "pk"), new(-_outputs.View, "po"));
            builder.AssertContraction("product of channels", new(_weights.View, "tc"), new(2 * spread, "ptc"), new(-_each.View, "pc"));
        }

        Statement = builder.Build(maxGroupLeavesLog2);
    }

    public Statement Statement { get; }

    public Tensor Total { get; }

    /// <param name="arena">For the cells.</param>
    /// <param name="variant">0, 1 or 2: different witnesses of the same public total.</param>
    public Witness Solve(Arena arena, int variant = 0)
    {
        var witness = new Witness(Statement, arena);
        witness.Publics.Set(Total, [0], _size * (_size - 1) / 2);
        for (int i = 0; i < _size; i++)
        {
            long value = Value(i, variant);
            witness.Set(_values, [i], value);
            if (_cubes is not null)
            {
                witness.Set(_cubes, [i], (value + 3) * (value + 3) * (value + 3));
            }

            if (_addresses is not null)
            {
                int address = (i * 7 + variant) % _size;
                witness.Set(_addresses, [i], address);
                witness.Set(_read!, [i], Value(address, variant));
            }

            FillColumns(witness, i, variant);
        }

        FillContractions(witness, variant);
        return witness;
    }

    private long Value(int i, int variant) => variant switch { 0 => i, 1 => _size - 1 - i, _ => (i + 1) % _size };

    private void FillColumns(Witness witness, int i, int variant)
    {
        for (int b = 0; b < 8 && _bits is not null; b++)
        {
            witness.Set(_bits, [b, i], (Value(i, variant) >> b) & 1);
        }

        for (int j = 0; j < 3 && _ranged is not null; j++)
        {
            witness.Set(_ranged, [j, i], j == 0 ? (i + 3 * variant) % 100 : 155 - i - j * 10 - variant);
        }

        for (int a = 0; a < 4 && _left is not null; a++)
        {
            witness.Set(_left, [a, i], a + i + 5 * variant);
            witness.Set(_right!, [a, i], 3 * a - i);
        }

        for (int c = 0; c < 7 && _product is not null; c++)
        {
            long sum = 0;
            for (int a = 0; a < 4; a++)
            {
                sum += c - a is >= 0 and < 4 ? (a + i + 5 * variant) * (3L * (c - a) - i) : 0;
            }

            witness.Set(_product, [c, i], sum);
        }
    }

    private void FillContractions(Witness witness, int variant)
    {
        for (int i = 0; i < _size && _weights is not null; i++)
        {
            for (int o = 0; o < Channels; o++)
            {
                long sum = 0;
                for (int k = 0; k < Terms; k++)
                {
                    witness.Set(_weights, [k, o], k - 5 * o + variant);
                    witness.Set(_inputs!, [i, k], i * k - 7 + variant);
                    sum += (k - 5 * o + variant) * (i * k - 7L + variant);
                }

                witness.Set(_outputs!, [i, o], sum);
                witness.Set(_each!, [i, o], 2 * sum);
            }
        }
    }
}
