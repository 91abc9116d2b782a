using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Statements.Device;
using Zkml.Statements.Registry;

namespace Zkml.Statements.Tests.Device;

/// <summary>A device in a registry of five, and a message it signed with a context in it.</summary>
internal sealed class DeviceCase : IDisposable
{
    public static readonly DeviceParameters Parameters = new(MaxBlocks: 2, ContextOffset: 7, RegistryDepth: 5);

    private static readonly Lazy<DeviceStatement> Shared = new(() => DeviceStatement.For(Parameters));

    public DeviceCase(int length = 60)
    {
        Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Registry = new DeviceRegistry(Parameters.RegistryDepth);
        for (int i = 0; i < 5; i++)
        {
            using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            Registry.Enroll(P256Key.Point(P256Key.Of(i == 3 ? Key : other)), new FirmwareVersion(1, 2, (ushort)i), (uint)i);
        }

        Registry.Publish();
        Context = RandomNumberGenerator.GetBytes(DeviceParameters.ContextLength);
        Message = RandomNumberGenerator.GetBytes(length);
        Context.CopyTo(Message, Parameters.ContextOffset);
        Blinding = Poseidon2Commitment.RandomBlinding();
    }

    public static DeviceStatement Statement => Shared.Value;

    public ECDsa Key { get; }

    public DeviceRegistry Registry { get; }

    public byte[] Context { get; }

    public byte[] Message { get; }

    public KoalaBear[] Blinding { get; }

    public DevicePublics Publics => new(Registry.Root, Context, DeviceMessage.Commit(Parameters, Message, Blinding));

    /// <summary>Copies, since a use may dispose them.</summary>
    public DeviceSecrets Secrets => new(
        [.. Message], Key.SignData(Message, HashAlgorithmName.SHA256), P256Key.Of(Key), Membership, [.. Blinding]);

    public DeviceMembership Membership => Registry.Membership(P256Key.Point(P256Key.Of(Key)))!;

    /// <summary>In the next epoch.</summary>
    public void Revoke()
    {
        Assert.True(Registry.TryFind(P256Key.Point(P256Key.Of(Key)), out int place));
        Registry.Revoke(place);
        Registry.Publish();
    }

    public void Dispose() => Key.Dispose();
}
