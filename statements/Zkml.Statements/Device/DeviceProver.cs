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

namespace Zkml.Statements.Device;

/// <summary>Makes device proofs. Keeps its memory for the next one; one proof at a time.</summary>
public sealed class DeviceProver : IDisposable
{
    private readonly DeviceStatement _statement;
    private readonly Arena _arena = new();
    private readonly Prover _prover;

    public DeviceProver(DeviceStatement statement, int threads)
    {
        _statement = statement;
        _prover = new Prover(_arena, threads);
    }

    /// <returns>The proof, or the first fault found in the inputs; nothing is proved then.</returns>
    public (byte[]? Proof, DeviceFault Fault) Prove(DevicePublics publics, DeviceSecrets secrets)
    {
        DeviceFault fault = Examine(publics, secrets);
        if (fault != DeviceFault.None)
        {
            return (null, fault);
        }

        using var witness = new Witness(_statement.Plan.Statement, _arena);
        fault = Solve(witness, _arena, publics, secrets);
        return fault == DeviceFault.None ? (_prover.Prove(_statement.Plan, witness), fault) : (null, fault);
    }

    public void Dispose() => _arena.Dispose();

    /// <summary>Fills the witness; returns what makes it unsatisfying.</summary>
    internal DeviceFault Solve(Witness witness, Arena arena, DevicePublics publics, DeviceSecrets secrets)
    {
        _statement.Write(witness.Publics, publics);
        for (int i = 0; i < DeviceLeaf.CoordinateLength; i++)
        {
            witness.Set(_statement.Key, [i, 0], secrets.KeyX[i]);
            witness.Set(_statement.Key, [i, 1], secrets.KeyY[i]);
        }

        KoalaBear[] attributes = secrets.Membership.Attributes.Elements();
        for (int i = 0; i < DeviceAttributes.StatusPlace; i++)
        {
            witness[_statement.Attributes][i] = attributes[i].Montgomery;
        }

        byte[] digest = Sha256Solver.Fill(_statement.Hash, witness, secrets.Message);
        using var trace = new EcdsaTrace();
        EcdsaFault signature = EcdsaSolver.Solve(EcdsaInput.FromBytes(digest, secrets.Signature, secrets.Key), trace);
        CryptographicOperations.ZeroMemory(digest);
        if (signature != EcdsaFault.None)
        {
            return DeviceFault.BadSignature;
        }

        EcdsaWitness.Write(witness, _statement.Signature, trace);
        Poseidon2HashSolver.Fill(witness, _statement.Leaf, arena);
        KoalaBear[] root = MerkleSolver.Fill(witness, _statement.Membership, secrets.Membership.Attributes.Leaf(secrets.Key), secrets.Membership.Path);
        _statement.Rest.Fill(witness, secrets.Blinding, arena);
        return root.AsSpan().SequenceEqual(publics.RegistryRoot) ? DeviceFault.None : DeviceFault.NotRegistered;
    }

    private DeviceFault Examine(DevicePublics publics, DeviceSecrets secrets)
    {
        DeviceParameters parameters = _statement.Parameters;
        int end = parameters.ContextOffset + DeviceParameters.ContextLength;
        return secrets.Message.Length > parameters.MaxLength ? DeviceFault.MessageTooLong
            : secrets.Message.Length < end || !secrets.Message.AsSpan(parameters.ContextOffset..end).SequenceEqual(publics.Context)
                ? DeviceFault.ContextMissing
            : secrets.Membership.Path.Depth != parameters.RegistryDepth || !secrets.Membership.Root(secrets.Key).AsSpan().SequenceEqual(publics.RegistryRoot)
                ? DeviceFault.NotRegistered
            : secrets.Membership.Attributes.Status != DeviceStatus.Active ? DeviceFault.Revoked
            : !DeviceMessage.Commit(parameters, secrets.Message, secrets.Blinding).AsSpan().SequenceEqual(publics.Commitment)
                ? DeviceFault.WrongCommitment
            : DeviceFault.None;
    }
}
