using System.Security.Cryptography;
using Zkml.Fields;
using Zkml.Protocol;
using Zkml.Protocol.Language;
using Zkml.Statements.Device;

namespace Zkml.Statements.Tests.Device;

public sealed class ADeviceProof
{
    [Theory]
    [InlineData(39)]
    [InlineData(55)]
    [InlineData(56)]
    [InlineData(119)]
    public void Of_a_signed_message_of_any_length_is_accepted(int length)
    {
        using var device = new DeviceCase(length);
        using var prover = new DeviceProver(DeviceCase.Statement, threads: 2);
        using var verifier = new DeviceVerifier(DeviceCase.Statement);

        (byte[]? proof, DeviceFault fault) = prover.Prove(device.Publics, device.Secrets);

        Assert.Equal(DeviceFault.None, fault);
        Assert.Null(verifier.Check(device.Publics, proof));
        Assert.True(DeviceCase.Statement.Plan.Soundness.Bits >= 100);
    }

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 2)]
    [InlineData(1, 3, 1)]
    [InlineData(1, 23, 5)]
    [InlineData(2, 87, 26)]
    public void Has_a_statement_for_every_usable_parameter(int blocks, int offset, int depth)
    {
        DeviceParameters parameters = new(blocks, offset, depth);
        Assert.Null(parameters.Problem);
        Assert.True(DeviceStatement.For(parameters).Plan.Soundness.Bits >= 100);
    }

    [Fact]
    public void Is_refused_with_any_other_public_value()
    {
        using var device = new DeviceCase();
        using var prover = new DeviceProver(DeviceCase.Statement, threads: 2);
        using var verifier = new DeviceVerifier(DeviceCase.Statement);
        DevicePublics publics = device.Publics;
        byte[] proof = prover.Prove(publics, device.Secrets).Proof!;
        for (int i = 0; i < 8; i++)
        {
            Assert.NotNull(verifier.Check(publics with { RegistryRoot = Changed(publics.RegistryRoot, i) }, proof));
            Assert.NotNull(verifier.Check(publics with { Commitment = Changed(publics.Commitment, i) }, proof));
        }

        for (int i = 0; i < publics.Context.Length; i++)
        {
            byte[] context = [.. publics.Context];
            context[i] ^= 1;
            Assert.NotNull(verifier.Check(publics with { Context = context }, proof));
        }

        Assert.Null(verifier.Check(publics, proof));
    }

    [Fact]
    public void Does_not_repeat_itself_nor_hold_a_run_of_the_secrets()
    {
        using var device = new DeviceCase();
        using var prover = new DeviceProver(DeviceCase.Statement, threads: 2);
        byte[] first = prover.Prove(device.Publics, device.Secrets).Proof!, second = prover.Prove(device.Publics, device.Secrets).Proof!;
        byte[][] secrets = [device.Message[40..], P256Key.Of(device.Key), device.Secrets.Signature];
        foreach (byte[] secret in secrets)
        {
            for (int i = 0; i + 8 <= secret.Length; i++)
            {
                Assert.Equal(-1, first.AsSpan().IndexOf(secret.AsSpan(i, 8)));
            }
        }

        const int Header = 28;
        Assert.False(first.AsSpan(Header, 16).SequenceEqual(second.AsSpan(Header, 16)));
    }

    [Fact]
    public void Is_not_made_for_inputs_that_do_not_hold_and_the_fault_is_named()
    {
        using DeviceCase device = new(), stranger = new();
        using var prover = new DeviceProver(DeviceCase.Statement, threads: 1);
        DevicePublics publics = device.Publics;
        DeviceSecrets good = device.Secrets;
        byte[] otherSignature = stranger.Key.SignData(device.Message, HashAlgorithmName.SHA256);

        DeviceFault Fault(DevicePublics with, DeviceSecrets secrets) => prover.Prove(with, secrets).Fault;
        Assert.Equal(DeviceFault.BadSignature, Fault(publics, new([.. good.Message], otherSignature, good.Key, good.Membership, good.Blinding)));
        Assert.Equal(DeviceFault.NotRegistered, Fault(publics, new([.. good.Message], otherSignature, P256Key.Of(stranger.Key), good.Membership, good.Blinding)));
        Assert.Equal(DeviceFault.NotRegistered, Fault(publics with { RegistryRoot = stranger.Registry.Root }, device.Secrets));
        Assert.Equal(DeviceFault.ContextMissing, Fault(publics with { Context = stranger.Context }, device.Secrets));
        Assert.Equal(DeviceFault.WrongCommitment, Fault(publics with { Commitment = stranger.Publics.Commitment }, device.Secrets));
        Assert.Equal(DeviceFault.MessageTooLong, Fault(publics, new(new byte[120], good.Signature, good.Key, good.Membership, good.Blinding)));
        Assert.Equal(DeviceFault.ContextMissing, Fault(publics, new(good.Message[..38], good.Signature, good.Key, good.Membership, good.Blinding)));
    }

    /// <summary>The prover does not stop at a fault: whatever it sends, the verifier must.</summary>
    [Fact]
    public void Of_a_cheating_prover_who_goes_on_is_refused()
    {
        using DeviceCase device = new(), stranger = new();
        DevicePublics publics = device.Publics;
        using var arena = new Arena();
        using var verifier = new DeviceVerifier(DeviceCase.Statement);
        using var solver = new DeviceProver(DeviceCase.Statement, threads: 1);
        var engine = new Prover(arena, threads: 2);
        using var witness = new Witness(DeviceCase.Statement.Plan.Statement, arena);
        Assert.Equal(DeviceFault.None, solver.Solve(witness, arena, publics, device.Secrets));
        Assert.Null(verifier.Check(publics, engine.Prove(DeviceCase.Statement.Plan, witness)));

        // Another root, with everything else as it was; then another context; then another commitment.
        foreach (DevicePublics wrong in (DevicePublics[])
            [
                publics with { RegistryRoot = stranger.Registry.Root }, publics with { Context = stranger.Context },
                publics with { Commitment = stranger.Publics.Commitment },
            ])
        {
            DeviceCase.Statement.Write(witness.Publics, wrong);
            Assert.Throws<UnsatisfiedWitnessException>(() => engine.Prove(DeviceCase.Statement.Plan, witness));
            Assert.NotNull(verifier.Check(wrong, engine.ProveAsIs(DeviceCase.Statement.Plan, witness)));
        }

        DeviceCase.Statement.Write(witness.Publics, publics);
        foreach (Tensor tensor in DeviceCase.Statement.Plan.Statement.Tensors.Where(t => !t.Name.StartsWith("multiplicities", StringComparison.Ordinal)))
        {
            Span<uint> cell = witness[tensor][..1];
            uint before = cell[0];
            cell[0] = (KoalaBear.FromMontgomery(before) + KoalaBear.One).Montgomery;
            Assert.True(verifier.Check(publics, engine.ProveAsIs(DeviceCase.Statement.Plan, witness)) is not null, tensor.Name);
            cell[0] = before;
        }
    }

    private static KoalaBear[] Changed(KoalaBear[] elements, int index)
    {
        KoalaBear[] changed = [.. elements];
        changed[index] += KoalaBear.One;
        return changed;
    }
}
