using Zkml.Captures;
using Zkml.Fields;
using Zkml.Protocol;
using Zkml.Protocol.Language;
using Zkml.Statements.Device;
using Zkml.Statements.Iris;
using Zkml.Statements.Personhood;
using Zkml.Statements.Registry;
using Zkml.Statements.Tests.Device;
using Zkml.Statements.Tests.Iris;

namespace Zkml.Statements.Tests.Registry;

public sealed class ARevokedDevice
{
    [Fact]
    public void Proves_under_the_root_of_its_own_epoch_and_under_no_later_one()
    {
        using var device = new DeviceCase();
        using var prover = new DeviceProver(DeviceCase.Statement, threads: 2);
        using var verifier = new DeviceVerifier(DeviceCase.Statement);
        (DevicePublics before, DeviceMembership membership) = (device.Publics, device.Membership);
        device.Revoke();

        (byte[]? proof, DeviceFault fault) = prover.Prove(before, With(device, membership));
        Assert.Equal(DeviceFault.None, fault);
        Assert.Null(verifier.Check(before, proof));
        Assert.NotNull(verifier.Check(device.Publics, proof));
        Assert.Equal(DeviceFault.NotRegistered, prover.Prove(device.Publics, With(device, membership)).Fault);
        Assert.Equal(DeviceFault.Revoked, prover.Prove(device.Publics, device.Secrets).Fault);
        DeviceMembership lie = device.Membership with { Attributes = device.Membership.Attributes with { Status = DeviceStatus.Active } };
        Assert.Equal(DeviceFault.NotRegistered, prover.Prove(device.Publics, With(device, lie)).Fault);
    }

    [Fact]
    public void Is_refused_when_it_goes_on_all_the_same()
    {
        using var device = new DeviceCase();
        device.Revoke();
        using var solver = new DeviceProver(DeviceCase.Statement, threads: 1);
        using var verifier = new DeviceVerifier(DeviceCase.Statement);
        using var arena = new Arena();
        using var witness = new Witness(DeviceCase.Statement.Plan.Statement, arena);
        solver.Solve(witness, arena, device.Publics, device.Secrets);

        Assert.NotNull(verifier.Check(device.Publics, new Prover(arena, threads: 2).ProveAsIs(DeviceCase.Statement.Plan, witness)));
    }

    /// <summary>Its leaf says "revoked" though its epochs do not: the root is then a later one than the epoch that is claimed.</summary>
    [Fact]
    public void Cannot_prove_an_earlier_epoch_under_a_later_root()
    {
        using var iris = new IrisCase(attributes: new DeviceAttributes(new DeviceEpochs(70_000, 100_001), IrisCase.Firmware, 1, DeviceStatus.Revoked));
        using var prover = new IrisProver(IrisCase.Statement, threads: 1);
        using var verifier = new IrisVerifier(IrisCase.Statement);
        using var arena = new Arena();
        using var witness = new Witness(IrisCase.Statement.Plan.Statement, arena);

        Assert.Equal(PersonhoodFault.Revoked, prover.Prove(iris.Publics, iris.Secrets).Fault);
        prover.Solve(witness, arena, iris.Publics, iris.Secrets);
        Assert.NotNull(verifier.Check(iris.Publics, new Prover(arena, threads: 2).ProveAsIs(IrisCase.Statement.Plan, witness)));
    }

    private static DeviceSecrets With(DeviceCase device, DeviceMembership membership) =>
        new([.. device.Message], device.Secrets.Signature, P256Key.Of(device.Key), membership, [.. device.Blinding]);
}
