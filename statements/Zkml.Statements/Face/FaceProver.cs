using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Alignment;
using Zkml.Networks;
using Zkml.Protocol.Language;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Face;

/// <summary>Makes face proofs. Keeps its memory for the next one; one proof at a time.</summary>
public sealed class FaceProver(FaceStatement statement, int threads)
    : PersonhoodProver<FacePublics, FaceSecrets>(statement.Plan, statement.Capture, statement.Shape, threads)
{
    /// <summary>The template of an image: what the model computes. The caller zeroes it.</summary>
    /// <exception cref="ArgumentException">Pixels are of another size than the model's.</exception>
    public static int[] Template(PixelModel model, ReadOnlySpan<byte> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, model.Network.Input.Shape.Count, nameof(pixels));
        int[] planes = FacePixels.Planes(pixels);
        int[][] tensors = NetworkExecutor.Run(model.Network, planes);
        int[] template = [.. tensors[model.Network.OutputIndex]];
        Array.ForEach(tensors, Array.Clear);
        Array.Clear(planes);
        return template;
    }

    internal override PersonhoodFault Solve(Witness witness, Arena arena, FacePublics publics, FaceSecrets secrets)
    {
        statement.Capture.Write(witness.Publics, publics);
        bool signed = statement.Capture.Fill(witness, arena, publics, secrets);
        bool found = Align(witness, secrets, out byte[] aligned);
        int[] planes = FacePixels.Planes(aligned);
        Array.Clear(aligned);
        Array.Clear(statement.Network.Solve(witness, statement.Model.Network, planes));
        Array.Clear(planes);
        Bytes32 image = statement.Hashes.Fill(witness, arena, secrets);
        return !signed ? PersonhoodFault.BadSignature
            : image != secrets.Field(SigStructure.ImageDigest) ? PersonhoodFault.ImageDigest
            : !found ? PersonhoodFault.Alignment
            : ImageHashes.Elements(witness, arena, statement.Hashes.Commitment) != RowHash.WriteDigest(publics.Template) ? PersonhoodFault.WrongTemplate
            : PersonhoodFault.None;
    }

    /// <summary>The face that the model reads; black, and false, when it is not in the frame.</summary>
    private bool Align(Witness witness, FaceSecrets secrets, out byte[] aligned)
    {
        byte[]? face = FaceStatement.Align(statement.Parameters, statement.Model, secrets.Pixels, secrets.Transform);
        aligned = face ?? new byte[statement.Model.Network.Input.Shape.Count];
        bool filled = statement.Alignment is not { } gadget || AlignmentSolver.Fill(gadget, witness, secrets.Pixels, secrets.Transform ?? default);
        return face is not null && filled;
    }
}
