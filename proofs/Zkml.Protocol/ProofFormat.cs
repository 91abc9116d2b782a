using Zkml.Commitments;
using Zkml.Fields;
using Zkml.Protocol.Language;
using Zkml.Protocol.Matrices;

namespace Zkml.Protocol;

/// <summary>
/// The bytes of a proof, in order: header (magic "ZKML", protocol version, parameters), root_A, root_B, padded messages, y, the answers
/// y_ldt, y_dot, y_quad, the opening of A, the opening of B. All lengths follow from the plan, those of the openings from the drawn columns
/// too; there is no length in the proof and nothing after its end.
/// </summary>
internal sealed class ProofFormat
{
    public const string ProtocolLabel = "zkml/1";

    public const int RootLength = 32;

    public ProofFormat(ProtocolPlan plan)
    {
        PadLayout pads = plan.Pads;
        Header = [.. "ZKML"u8, 1, .. plan.Parameters.Encode()];
        Messages = Header.Length + 2 * RootLength;
        Row = Messages + Ext.Size * pads.Messages;
        LowDegree = Row + Ext.Size * plan.Parameters.Witness.MessageLength;
        Dot = LowDegree + Ext.Size * pads.Shape.MessageLength;
        Quad = Dot + Ext.Size * pads.DotLength;
        Openings = Quad + Ext.Size * pads.QuadLength;
    }

    public byte[] Header { get; }

    /// <summary>Offset of the messages, and likewise below.</summary>
    public int Messages { get; }

    public int Row { get; }

    public int LowDegree { get; }

    public int Dot { get; }

    public int Quad { get; }

    public int Openings { get; }

    public static int WitnessOpening(ProtocolPlan plan, ReadOnlySpan<int> columns) =>
        ColumnCommitment.OpeningLength(plan.Parameters.Witness.CodeLength, plan.WitnessRows + Ext.Degree, columns);

    public static int PadOpening(ProtocolPlan plan, ReadOnlySpan<int> columns) =>
        ColumnCommitment.OpeningLength(plan.Parameters.Pads.CodeLength, Ext.Degree * plan.Pads.Rows, columns);

    /// <summary>What both sides absorb first: version, parameters, statement, public values, roots.</summary>
    public void Start(ITranscript transcript, ProtocolPlan plan, PublicValues publics, ReadOnlySpan<byte> roots)
    {
        if (!publics.BelongsTo(plan.Statement))
        {
            throw new ArgumentException("The public values are those of another statement.", nameof(publics));
        }

        transcript.Absorb("header", Header);
        transcript.Absorb("statement", plan.Statement.Digest.Span);
        transcript.Absorb("public values", publics.Encode());
        transcript.Absorb("roots", roots);
    }
}
