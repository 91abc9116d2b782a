using Zkml.Protocol.Language;

namespace Zkml.Protocol;

/// <summary>
/// The bytes of a proof, in order: header (magic "ZKML", protocol version, parameters), root_A and root_B, padded messages, the message
/// of y, the answers y_ldt, y_dot, y_quad, the openings of A and of B, and for each matrix of a row the rounds, the message of the next
/// row, the opening. All lengths follow from the plan, those of openings from the drawn columns too; there is no length in the proof
/// and nothing after its end. Every byte is absorbed in this order.
/// </summary>
internal static class ProofFormat
{
    public const string ProtocolLabel = "zkml/1";

    public const int RootLength = 32;

    public static byte[] Header(ProtocolPlan plan) => [.. "ZKML"u8, 1, .. plan.Parameters.Encode()];

    /// <summary>What is absorbed behind the header, and stands in no proof.</summary>
    public static void AbsorbStatement(ITranscript transcript, ProtocolPlan plan, PublicValues publics)
    {
        if (!publics.BelongsTo(plan.Statement))
        {
            throw new ArgumentException("The public values are those of another statement.", nameof(publics));
        }

        transcript.Absorb("statement", plan.Statement.Digest.Span);
        transcript.Absorb("public values", publics.Encode());
    }
}
