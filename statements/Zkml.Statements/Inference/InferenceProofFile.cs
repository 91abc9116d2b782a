using Zkml.Fields;

namespace Zkml.Statements.Inference;

/// <summary>
/// A proof of inference with all that is needed to check it beside the model (<see cref="ProofFileForm"/>): kind "zkml/inference/1" with the SHA-256 of
/// the model's file, or "zkml/private-inference/1" with that of the architecture; then what is disclosed, "output" or "commitment". Public values are
/// elements of four canonical little-endian bytes: of a private model the 8 of its commitment, then the output, or the 8 of its commitment.
/// </summary>
/// <param name="IsPrivate">Whether the model's weights are secret.</param>
/// <param name="Id">32 bytes.</param>
/// <param name="Disclosure">What the proof shows.</param>
/// <param name="Publics">See above; their number depends on the model and is the caller's to check.</param>
/// <param name="Proof">The proof itself.</param>
public sealed record InferenceProofFile(bool IsPrivate, byte[] Id, Disclosure Disclosure, KoalaBear[] Publics, byte[] Proof)
{
    /// <summary>Longer files are refused before anything is decoded.</summary>
    public const int MaxLength = ProofFileForm.MaxLength;

    private const int Parameters = 2, IdLength = 32;

    private const string ShowsOutput = "output", ShowsCommitment = "commitment";

    private static readonly ProofFileForm Public = new("zkml/inference/1", Parameters), Private = new("zkml/private-inference/1", Parameters);

    public static bool Recognises(ReadOnlySpan<byte> file) => Public.Recognises(file) || Private.Recognises(file);

    public byte[] Write()
    {
        var publics = new byte[Publics.Length * sizeof(uint)];
        for (int i = 0; i < Publics.Length; i++)
        {
            Publics[i].Write(publics.AsSpan(i * sizeof(uint)));
        }

        return Form(IsPrivate).Write(
            writer =>
            {
                writer.WriteByteString(Id);
                writer.WriteTextString(Disclosure == Disclosure.Output ? ShowsOutput : ShowsCommitment);
            },
            publics, Proof);
    }

    /// <summary>Reads exactly what <see cref="Write"/> writes; null for anything else.</summary>
    public static InferenceProofFile? TryRead(ReadOnlyMemory<byte> file)
    {
        bool isPrivate = Private.Recognises(file.Span);
        return Form(isPrivate).Read(
            file, reader => (Id: reader.ReadByteString(), Shows: reader.ReadTextString()),
            (parameters, publics, proof) => parameters.Id.Length == IdLength && DisclosureOf(parameters.Shows) is { } disclosure && Elements(publics) is { } elements
                ? new InferenceProofFile(isPrivate, parameters.Id, disclosure, elements, proof)
                : null);
    }

    private static ProofFileForm Form(bool isPrivate) => isPrivate ? Private : Public;

    private static Disclosure? DisclosureOf(string text) => text switch
    {
        ShowsOutput => Disclosure.Output,
        ShowsCommitment => Disclosure.Commitment,
        _ => null,
    };

    private static KoalaBear[]? Elements(byte[] bytes)
    {
        var elements = new KoalaBear[bytes.Length / sizeof(uint)];
        bool canonical = bytes.Length % sizeof(uint) == 0;
        for (int i = 0; canonical && i < elements.Length; i++)
        {
            canonical = KoalaBear.TryRead(bytes.AsSpan(i * sizeof(uint), sizeof(uint)), out elements[i]);
        }

        return canonical ? elements : null;
    }
}
