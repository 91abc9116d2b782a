using Zkml.Captures;
using Zkml.Fields;
using Zkml.Matching.Faces;
using Zkml.Statements.Face;

namespace Zkml.Fuzz;

/// <summary>The readers of face proofs, match proofs and face templates: whatever they take, they must write again byte for byte.</summary>
public sealed class FaceFileTarget : IFuzzTarget
{
    private static readonly FacePublics Publics = new(
        new KoalaBear[8], 77, default, default, 1_790_000_000_000, 1_790_000_100_000, new FirmwareVersion(1, 2, 3), 20, new KoalaBear[8]);

    public string Name => "face-file";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        new FaceProofFile(new FaceParameters(new string('a', 64)), Publics, new byte[99]).Write(), FacePublicsCodec.Write(Publics),
        new FaceMatchProofFile(new FaceMatchParameters("model", 8, -128, 127, 400), new FaceMatchPublics(new KoalaBear[8], new KoalaBear[8]), new byte[99]).Write(),
        FaceTemplateJson.Write(new FaceTemplate("model", -128, 127, [1, 2, 3], new byte[32])),
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        byte[]? again = FaceProofFile.TryRead(input.ToArray(), out FaceProofFile? face) ? face.Write()
            : FaceMatchProofFile.TryRead(input.ToArray(), out FaceMatchProofFile? match) ? match.Write()
            : FacePublicsCodec.TryRead(input, out FacePublics? publics) ? FacePublicsCodec.Write(publics)
            : FaceTemplateJson.TryRead(input, out FaceTemplate? template, out _) ? FaceTemplateJson.Write(template)
            : null;
        if (again is not null && !again.AsSpan().SequenceEqual(input))
        {
            throw new InvalidOperationException("A file of a face has two encodings.");
        }
    }
}
