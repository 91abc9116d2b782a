using Zkml.Fields;
using Zkml.Gadgets.Networks;
using Zkml.Gadgets.Tests.Hashing;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.Networks;

/// <summary>A layer between inputs that the statement fixes and, for layers that are views, a committed result.</summary>
internal sealed class LayerWitness : IDisposable
{
    private readonly List<(Tensor Tensor, int[] Values)> _inputs = [];
    private readonly StatementBuilder _builder = new("test/layer");
    private Witness? _witness;

    public LayerWitness() => Tables = new NetworkTables(_builder);

    public NetworkTables Tables { get; }

    public Arena Arena { get; } = new(1 << 20);

    /// <summary>Made at the first call, when all gadgets stand.</summary>
    public Witness Witness => _witness ??= Filled();

    /// <param name="values">Channel by channel.</param>
    public Tensor Input(int plane, int channels, params int[] values)
    {
        string name = $"input {_inputs.Count}";
        Tensor tensor = _builder.Commit(name, plane, channels), given = _builder.Public($"given {_inputs.Count}", plane, channels);
        _builder.AssertEqual(name, tensor.View, given.View);
        _inputs.Add((tensor, values));
        _inputs.Add((given, values));
        return tensor;
    }

    /// <summary>Commits a view, as a layer that reads it would.</summary>
    public Tensor Committed(View view)
    {
        Tensor tensor = _builder.Commit("result", view.Shape[0], view.Shape[1]);
        _builder.AssertEqual("result", view, tensor.View);
        return tensor;
    }

    /// <summary>Channel by channel.</summary>
    public int[] Values(Tensor tensor)
    {
        int plane = tensor.Shape[0];
        return [.. Enumerable.Range(0, plane * tensor.Shape[1]).Select(i => Witness.Get(tensor, tensor.Shape.Cell(i % plane, i / plane)).ToInt32())];
    }

    public void Set(Tensor tensor, int place, int value) => Witness.Set(tensor, [place, 0], value);

    public string[] Violations() => WitnessAttacks.Violations(Witness, Arena);

    /// <summary>Steps by one either way, by a half, and by what turns small numbers into large ones.</summary>
    public void AnyChangedCellIsRejected()
    {
        Assert.Empty(Violations());
        WitnessAttacks.EveryCellIsRead(Witness.Statement);
        foreach (long step in (long[])[1, -1, 1 << 15, KoalaBear.FromUInt32(2).Inverse().ToInt32(), KoalaBear.MaxSigned])
        {
            WitnessAttacks.EveryChangedCellIsRejected(Witness, Arena, step: step);
        }
    }

    public void Dispose()
    {
        _witness?.Dispose();
        Arena.Dispose();
    }

    private Witness Filled()
    {
        var witness = new Witness(_builder.Build(), Arena);
        _inputs.ForEach(i => ActivationLayout.Write(witness, i.Tensor, i.Values));
        return witness;
    }
}
