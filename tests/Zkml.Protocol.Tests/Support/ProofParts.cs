using System.Runtime.InteropServices;
using Zkml.Fields;

namespace Zkml.Protocol.Tests.Support;

/// <summary>A proof cut into its parts; the openings for columns that the test knows.</summary>
internal sealed class ProofParts
{
    public ProofParts(ProtocolPlan plan, byte[] proof, int[] columnsA, int[] columnsB)
    {
        var format = new ProofFormat(plan);
        Messages = Words(proof.AsSpan(format.Messages..format.Row));
        Row = Words(proof.AsSpan(format.Row..format.LowDegree));
        LowDegree = Words(proof.AsSpan(format.LowDegree..format.Dot));
        Dot = Words(proof.AsSpan(format.Dot..format.Quad));
        Quad = Words(proof.AsSpan(format.Quad..format.Openings));
        int lengthA = 4 * columnsA.Length * (plan.WitnessRows + Ext.Degree), lengthB = 4 * columnsB.Length * Ext.Degree * plan.Pads.Rows;
        Span<byte> a = proof.AsSpan(format.Openings), b = a[ProofFormat.WitnessOpening(plan, columnsA)..];
        (ColumnsA, ColumnsB) = (Words(a[..lengthA]), Words(b[..lengthB]));
        (SaltsA, SaltsB) = (a.Slice(lengthA, 32 * columnsA.Length).ToArray(), b.Slice(lengthB, 32 * columnsB.Length).ToArray());
    }

    public uint[] Messages { get; }

    public uint[] Row { get; }

    public uint[] LowDegree { get; }

    public uint[] Dot { get; }

    public uint[] Quad { get; }

    /// <summary>Column after column, row after row.</summary>
    public uint[] ColumnsA { get; }

    public uint[] ColumnsB { get; }

    public byte[] SaltsA { get; }

    public byte[] SaltsB { get; }

    /// <summary>Canonical words.</summary>
    private static uint[] Words(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, uint>(bytes).ToArray();
}
