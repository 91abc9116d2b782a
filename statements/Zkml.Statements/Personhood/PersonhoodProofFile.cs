using System.Diagnostics.CodeAnalysis;
using Zkml.Statements.Face;
using Zkml.Statements.Iris;

namespace Zkml.Statements.Personhood;

/// <summary>Proof files of personhood of all modalities.</summary>
public static class PersonhoodProofFile
{
    /// <summary>Of each modality.</summary>
    public const int MaxLength = ProofFileForm.MaxLength;

    /// <summary>Reads exactly what one of them writes; false for anything else. Nothing in it is verified.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> source, [NotNullWhen(true)] out IPersonhoodProofFile? file)
    {
        file = IrisProofFile.TryRead(source, out IrisProofFile? iris) ? iris
            : FaceProofFile.TryRead(source, out FaceProofFile? face) ? face
            : null;
        return file is not null;
    }
}
