using Zkml.Fields;
using Zkml.Gadgets.P256;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.P256;

/// <summary>The statement "a hidden signature of this public digest verifies under this public key", and its witness.</summary>
internal sealed class EcdsaProblem : IDisposable
{
    private static readonly Ext Rho = new(KoalaBear.FromUInt32(5), KoalaBear.FromUInt32(7), KoalaBear.FromUInt32(11), KoalaBear.FromUInt32(13));

    private static readonly Lazy<(Statement, EcdsaGadget, Tensor)> Shared = new(Build);

    private readonly Arena _arena = new(1 << 24);

    public EcdsaProblem()
    {
        (Statement, Gadget, PublicInputs) = Shared.Value;
        Witness = new Witness(Statement, _arena);
        Trace = new EcdsaTrace();
    }

    public Statement Statement { get; }

    public EcdsaGadget Gadget { get; }

    /// <summary>digest, x, y: 32 × 3.</summary>
    public Tensor PublicInputs { get; }

    public Witness Witness { get; }

    public EcdsaTrace Trace { get; }

    public Arena Arena => _arena;

    /// <summary>The honest solver's verdict; with a trace, the witness is filled.</summary>
    public EcdsaFault Solve(in EcdsaInput input)
    {
        EcdsaFault fault = EcdsaSolver.Solve(input, Trace);
        if (fault == EcdsaFault.None)
        {
            Write(input);
        }

        return fault;
    }

    /// <summary>Writes the trace as it is beside the public input.</summary>
    public void Write(in EcdsaInput input)
    {
        SetPublic(0, input.Digest);
        SetPublic(1, input.KeyX);
        SetPublic(2, input.KeyY);
        EcdsaWitness.Write(Witness, Gadget, Trace);
    }

    public string[] Violations() => [.. ConstraintChecker.Check(Witness, Rho, _arena).Select(v => v.Name).Distinct()];

    public void Dispose()
    {
        Trace.Dispose();
        Witness.Dispose();
        _arena.Dispose();
    }

    private void SetPublic(int column, in UInt256 value)
    {
        byte[] bytes = new byte[UInt256.Size];
        value.WriteBigEndian(bytes);
        for (int i = 0; i < bytes.Length; i++)
        {
            Witness.Set(PublicInputs, PublicInputs.Shape.Cell(i, column), bytes[i]);
        }
    }

    private static (Statement, EcdsaGadget, Tensor) Build()
    {
        var builder = new StatementBuilder("test/ecdsa");
        Tensor inputs = builder.Public("digest and key", UInt256.Size, 3);
        View Column(int column) => inputs.Map(AxisMap.Identity(UInt256.Size), AxisMap.Select(3, column));
        EcdsaGadget gadget = EcdsaGadget.Constrain(builder, "ecdsa", new EcdsaGadget.Given(Column(0), Column(1), Column(2)));
        return (builder.Build(), gadget, inputs);
    }
}
