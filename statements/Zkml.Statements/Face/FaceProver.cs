using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Alignment;
using Zkml.Networks;
using Zkml.Protocol;
using Zkml.Protocol.Language;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Face;

/// <summary>Makes face proofs. Keeps its memory for the next one; one proof at a time.</summary>
public sealed class FaceProver : IDisposable
{
    private readonly FaceStatement _statement;
    private readonly Arena _arena = new();
    private readonly Prover _prover;

    public FaceProver(FaceStatement statement, int threads)
    {
        _statement = statement;
        _prover = new Prover(_arena, threads);
    }

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

    /// <returns>The proof, or the first fault found in the inputs; nothing is proved then.</returns>
    /// <exception cref="ArgumentException">Pixels are of another size than the statement's, or the public values are not usable.</exception>
    public (byte[]? Proof, PersonhoodFault Fault) Prove(FacePublics publics, FaceSecrets secrets)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secrets.Pixels.Length, _statement.Shape.PixelsLength, nameof(secrets));
        PersonhoodFault fault = _statement.Capture.Examine(publics, secrets);
        if (fault != PersonhoodFault.None)
        {
            return (null, fault);
        }

        using var witness = new Witness(_statement.Plan.Statement, _arena);
        fault = Solve(witness, _arena, publics, secrets);
        return fault == PersonhoodFault.None ? (_prover.Prove(_statement.Plan, witness), fault) : (null, fault);
    }

    public void Dispose() => _arena.Dispose();

    /// <summary>Fills the whole witness, whatever is wrong with the inputs; returns what makes it unsatisfying, of the things seen here.</summary>
    internal PersonhoodFault Solve(Witness witness, Arena arena, FacePublics publics, FaceSecrets secrets)
    {
        _statement.Capture.Write(witness.Publics, publics);
        bool signed = _statement.Capture.Fill(witness, arena, publics, secrets);
        bool found = Align(witness, secrets, out byte[] aligned);
        int[] planes = FacePixels.Planes(aligned);
        Array.Clear(aligned);
        Array.Clear(_statement.Network.Solve(witness, _statement.Model.Network, planes));
        Array.Clear(planes);
        Bytes32 image = _statement.Hashes.Fill(witness, arena, secrets);
        return !signed ? PersonhoodFault.BadSignature
            : image != secrets.Field(SigStructure.ImageDigest) ? PersonhoodFault.ImageDigest
            : !found ? PersonhoodFault.Alignment
            : ImageHashes.Elements(witness, arena, _statement.Hashes.Commitment) != RowHash.WriteDigest(publics.Template) ? PersonhoodFault.WrongTemplate
            : PersonhoodFault.None;
    }

    /// <summary>The face that the model reads; black, and false, when it is not in the frame.</summary>
    private bool Align(Witness witness, FaceSecrets secrets, out byte[] aligned)
    {
        byte[]? face = FaceStatement.Align(_statement.Parameters, _statement.Model, secrets.Pixels, secrets.Transform);
        aligned = face ?? new byte[_statement.Model.Network.Input.Shape.Count];
        bool filled = _statement.Alignment is not { } gadget || AlignmentSolver.Fill(gadget, witness, secrets.Pixels, secrets.Transform ?? default);
        return face is not null && filled;
    }
}
