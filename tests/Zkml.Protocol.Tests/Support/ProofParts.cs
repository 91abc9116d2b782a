using System.Runtime.InteropServices;
using Zkml.Fields;

namespace Zkml.Protocol.Tests.Support;

/// <summary>A proof cut into its parts, from what was absorbed: every byte of a proof is, in its order.</summary>
internal sealed class ProofParts
{
    private readonly Dictionary<string, (int Start, int Length)> _places = [];

    public ProofParts(ProtocolPlan plan, IEnumerable<(string Label, byte[] Data)> absorbed)
    {
        Dictionary<string, byte[]> parts = [];
        int length = 0;
        foreach ((string label, byte[] data) in absorbed.Where(a => a.Label is not ("statement" or "public values")))
        {
            parts[label] = [.. parts.GetValueOrDefault(label, []), .. data];
            _places[label] = _places.TryGetValue(label, out (int Start, int Length) place) ? (place.Start, length + data.Length - place.Start) : (length, data.Length);
            length += data.Length;
        }

        Length = length;
        Messages = Words(parts["message"]);
        Row = plan.Parameters.Rows.Count == 0 ? Words(parts["y"]) : Words(parts["y"].AsSpan()[..^ProofFormat.RootLength]);
        (LowDegree, Dot, Quad) = (Words(parts["y_ldt"]), Words(parts["y_dot"]), Words(parts["y_quad"]));
        (int a, int b) = (plan.Parameters.Witness.Queries, plan.Parameters.Pads.Queries);
        int lengthA = 4 * a * (plan.WitnessRows + Ext.Degree), lengthB = 4 * b * Ext.Degree * plan.Pads.Rows;
        (ColumnsA, ColumnsB) = (Words(parts["opening of A"].AsSpan(0, lengthA)), Words(parts["opening of B"].AsSpan(0, lengthB)));
        (SaltsA, SaltsB) = (parts["opening of A"].AsSpan(lengthA, 32 * a).ToArray(), parts["opening of B"].AsSpan(lengthB, 32 * b).ToArray());
        NextRows = [.. RowsAfterTheMasked(plan, absorbed)];
    }

    /// <summary>Of the whole proof.</summary>
    public int Length { get; }

    public uint[] Messages { get; }

    /// <summary>The value of y, its coefficients behind the data, and if they are sent in the clear its data.</summary>
    public uint[] Row { get; }

    public uint[] LowDegree { get; }

    public uint[] Dot { get; }

    public uint[] Quad { get; }

    /// <summary>Column after column, row after row.</summary>
    public uint[] ColumnsA { get; }

    public uint[] ColumnsB { get; }

    public byte[] SaltsA { get; }

    public byte[] SaltsB { get; }

    /// <summary>All field elements of the rounds, the messages of later rows, and the opened columns of their matrices.</summary>
    public uint[] NextRows { get; }

    /// <summary>Where the item with this label begins; for items that occur more than once, the first of them.</summary>
    public int Start(string label) => _places[label].Start;

    /// <summary>From the first to behind the last item with this label.</summary>
    public Range Place(string label) => _places[label].Start..(_places[label].Start + _places[label].Length);

    private static IEnumerable<uint> RowsAfterTheMasked(ProtocolPlan plan, IEnumerable<(string Label, byte[] Data)> absorbed)
    {
        int logLength = plan.Parameters.Witness.LogDataLength, matrix = 0;
        foreach ((string label, byte[] data) in absorbed.Where(a => a.Label is "row round" or "row" or "row opening"))
        {
            int length = data.Length;
            if (label == "row" && matrix + 1 < plan.Parameters.Rows.Count)
            {
                length -= ProofFormat.RootLength;
            }
            else if (label == "row opening")
            {
                length = (plan.Parameters.Rows[matrix].Queries * Ext.Size) << (logLength - plan.Parameters.Rows[matrix].LogDataLength);
                logLength = plan.Parameters.Rows[matrix++].LogDataLength;
            }

            foreach (uint word in Words(data.AsSpan(0, length)))
            {
                yield return word;
            }
        }
    }

    /// <summary>Canonical words.</summary>
    private static uint[] Words(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, uint>(bytes).ToArray();
}
