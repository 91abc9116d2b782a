using System.Buffers.Binary;
using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Gadgets.Merkle;
using Zkml.Gadgets.P256;
using Zkml.Gadgets.Sha256;
using Zkml.Protocol;
using Zkml.Protocol.Language;
using Zkml.Statements.Registry;

namespace Zkml.Statements.Iris;

/// <summary>Makes iris proofs. Keeps its memory for the next one; one proof at a time.</summary>
public sealed class IrisProver : IDisposable
{
    private readonly IrisStatement _statement;
    private readonly Arena _arena = new();
    private readonly Prover _prover;

    public IrisProver(IrisStatement statement, int threads)
    {
        _statement = statement;
        _prover = new Prover(_arena, threads);
    }

    /// <returns>The proof, or the first fault found in the inputs; nothing is proved then.</returns>
    /// <exception cref="ArgumentException">Pixels are of another size than the statement's, or the public values are not usable.</exception>
    public (byte[]? Proof, IrisFault Fault) Prove(IrisPublics publics, IrisSecrets secrets)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secrets.Pixels.Length, _statement.Parameters.Pixels, nameof(secrets));
        IrisFault fault = Examine(publics, secrets);
        if (fault != IrisFault.None)
        {
            return (null, fault);
        }

        using var witness = new Witness(_statement.Plan.Statement, _arena);
        fault = Solve(witness, _arena, publics, secrets);
        return fault == IrisFault.None ? (_prover.Prove(_statement.Plan, witness), fault) : (null, fault);
    }

    public void Dispose() => _arena.Dispose();

    /// <summary>Fills the whole witness, whatever is wrong with the inputs; returns what makes it unsatisfying, of the things seen here.</summary>
    internal IrisFault Solve(Witness witness, Arena arena, IrisPublics publics, IrisSecrets secrets)
    {
        _statement.Write(witness.Publics, publics);
        DeviceMembership membership = secrets.Membership;
        for (int i = 0; i < DeviceLeaf.CoordinateLength; i++)
        {
            witness.Set(_statement.Key, [i, 0], secrets.KeyX[i]);
            witness.Set(_statement.Key, [i, 1], secrets.KeyY[i]);
        }

        bool signed = SolveSignature(witness, secrets);
        _statement.Limits.Fill(witness, publics, (ulong)CapturedAt(secrets), Firmware(secrets), membership.Attributes);
        Poseidon2HashSolver.Fill(witness, _statement.Leaf, arena);
        MerkleSolver.Fill(witness, _statement.Membership, membership.Attributes.Leaf(secrets.Key), membership.Path);
        int valid = IrisCodeSolver.Fill(witness, _statement.Code, secrets.Pixels, secrets.Mask, publics.QualityFloor);
        if (_statement.Shares is { } shares)
        {
            SecretShares secret = secrets.Shares ?? throw new ArgumentException("The shares of the template are missing.", nameof(secrets));
            shares.Fill(witness, secret.Shares, secret.Blindings);
        }

        (Bytes32 image, Bytes32 mask) = _statement.Hashes.Fill(witness, arena, secrets);
        return !signed ? IrisFault.BadSignature
            : image != Field(secrets, SigStructure.ImageDigest) ? IrisFault.ImageDigest
            : mask != Field(secrets, SigStructure.MaskDigest) ? IrisFault.MaskDigest
            : valid < publics.QualityFloor ? IrisFault.Quality
            : IrisHashes.Elements(witness, arena, _statement.Hashes.Commitment) != RowHash.WriteDigest(publics.Template) ? IrisFault.WrongTemplate
            : !HasShares(witness, arena, publics) ? IrisFault.WrongShares
            : IrisFault.None;
    }

    private bool HasShares(Witness witness, Arena arena, IrisPublics publics) => Enumerable.Range(0, _statement.ShareCommitments.Length)
        .All(i => IrisHashes.Elements(witness, arena, _statement.Hashes.Share(i)) == RowHash.WriteDigest(publics.Shares![i]));

    private static Bytes32 Field(IrisSecrets secrets, int offset) => new(secrets.Message.AsSpan(offset, Bytes32.Length));

    private static long CapturedAt(IrisSecrets secrets) => BinaryPrimitives.ReadInt64BigEndian(secrets.Message.AsSpan(SigStructure.CapturedAt));

    private static FirmwareVersion Firmware(IrisSecrets secrets) =>
        new(BinaryPrimitives.ReadUInt32BigEndian(secrets.Message.AsSpan(SigStructure.Firmware)));

    private bool SolveSignature(Witness witness, IrisSecrets secrets)
    {
        byte[] digest = Sha256Solver.Fill(_statement.Hash, witness, secrets.Message);
        using var trace = new EcdsaTrace();
        EcdsaFault fault = EcdsaSolver.Solve(EcdsaInput.FromBytes(digest, secrets.Signature, secrets.Key), trace);
        CryptographicOperations.ZeroMemory(digest);
        if (fault == EcdsaFault.None)
        {
            EcdsaWitness.Write(witness, _statement.Signature, trace);
        }

        return fault == EcdsaFault.None;
    }

    /// <summary>What can be seen before the witness is made.</summary>
    private IrisFault Examine(IrisPublics publics, IrisSecrets secrets) =>
        !secrets.Message.AsSpan().StartsWith(CaptureViews.Head(_statement.Parameters)) || !Manifest(secrets, out CaptureManifest manifest)
            ? IrisFault.Manifest
        : manifest.AttackVerdict == AttackVerdict.Attack ? IrisFault.PresentationAttack
        : secrets.Membership.Path.Depth != _statement.Parameters.RegistryDepth || !secrets.Membership.Root(secrets.Key).AsSpan().SequenceEqual(publics.RegistryRoot)
            ? IrisFault.NotRegistered
        : publics.Epoch < secrets.Membership.Attributes.Epochs.Enrolled ? IrisFault.NotYetEnrolled
        : publics.Epoch >= secrets.Membership.Attributes.Epochs.Revoked || secrets.Membership.Attributes.Status != DeviceStatus.Active ? IrisFault.Revoked
        : manifest.Nonce != publics.Nonce ? IrisFault.Nonce
        : manifest.HolderThumbprint != publics.HolderThumbprint ? IrisFault.Holder
        : manifest.CapturedAt < publics.NotBefore ? IrisFault.TooEarly
        : manifest.CapturedAt > publics.NotAfter ? IrisFault.TooLate
        : manifest.Firmware < publics.MinimumFirmware ? IrisFault.Firmware
        : IrisFault.None;

    private static bool Manifest(IrisSecrets secrets, out CaptureManifest manifest)
    {
        bool read = CaptureManifest.TryRead(secrets.Message.AsSpan(SigStructure.Manifest), out CaptureManifest? found);
        manifest = found!;
        return read;
    }
}
