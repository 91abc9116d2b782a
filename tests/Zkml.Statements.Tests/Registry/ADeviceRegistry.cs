using CsCheck;
using Zkml.Captures;
using Zkml.Gadgets.Merkle;
using Zkml.Statements.Registry;

namespace Zkml.Statements.Tests.Registry;

public sealed class ADeviceRegistry
{
    private const int Depth = 5, Capacity = 1 << Depth;

    /// <summary>Enrol (0), revoke the device of that place (1 … 20), publish (above).</summary>
    private static readonly Gen<int[]> Courses = Gen.Int[0, 30].Array[0, 60];

    [Fact]
    public void Changed_step_by_step_has_the_root_of_one_made_at_once() => Courses.Sample(course =>
    {
        DeviceRegistry registry = Run(course);
        registry.Publish();
        var rebuilt = new PoseidonMerkleTree(Depth);
        foreach (RegisteredDevice device in registry.Devices)
        {
            rebuilt.Append(device.Attributes.Leaf(device.Key.ToArray()));
        }

        return registry.Root.AsSpan().SequenceEqual(rebuilt.Root);
    }, iter: 100);

    [Fact]
    public void Has_a_path_to_its_root_for_every_published_device() => Courses.Sample(course =>
    {
        DeviceRegistry registry = Run(course);
        for (int place = 0; place < registry.Devices.Count; place++)
        {
            DeviceMembership? membership = registry.Membership(place);
            bool published = registry.Devices[place].Epochs.Enrolled <= registry.Current.Number;
            Assert.Equal(published, membership is not null);
            Assert.True(membership is null || membership.Root(registry.Devices[place].Key.ToArray()).AsSpan().SequenceEqual(registry.Root));
        }
    }, iter: 100);

    [Fact]
    public void Read_from_its_file_is_the_same_registry() => Courses.Sample(course =>
    {
        DeviceRegistry registry = Run(course);
        byte[] file = registry.Write();
        Assert.True(DeviceRegistry.TryRead(file, out DeviceRegistry? read));
        Assert.Equal(registry.Devices, read.Devices);
        Assert.Equal(registry.History.All(), read.History.All());
        Assert.Equal(registry.HasChanges, read.HasChanges);
        Assert.Equal(file, read.Write());
        Assert.Equal(registry.Publish(), read.Publish());
    }, iter: 100);

    [Fact]
    public void Keeps_what_waits_out_of_the_published_epoch()
    {
        var registry = new DeviceRegistry(Depth);
        int first = registry.Enroll(Keys.At(0), new FirmwareVersion(1, 2, 3), 7);
        Assert.Null(registry.Membership(first));
        RegistryEpoch one = registry.Publish();
        registry.Enroll(Keys.At(1));
        registry.Revoke(first);

        Assert.True(registry.HasChanges);
        Assert.Equal(one, registry.Current);
        Assert.Equal(new DeviceAttributes(new DeviceEpochs(1), new FirmwareVersion(1, 2, 3), 7), registry.Membership(first)!.Attributes);
        RegistryEpoch two = registry.Publish();
        Assert.Equal((2U, 2), (two.Number, two.Count));
        Assert.Equal(new DeviceAttributes(new DeviceEpochs(1, 2), new FirmwareVersion(1, 2, 3), 7, DeviceStatus.Revoked), registry.Membership(first)!.Attributes);
        Assert.False(registry.HasChanges);
    }

    [Fact]
    public void Remembers_the_root_of_every_epoch()
    {
        var registry = new DeviceRegistry(Depth);
        RegistryEpoch[] epochs = [registry.Current, .. Enumerable.Range(0, 4).Select(i => Enrolled(registry, i)), registry.Publish()];

        Assert.Equal(epochs, registry.History.All());
        Assert.All(epochs, epoch => Assert.Equal(epoch, registry.History.Find(epoch.Number)));
        Assert.Null(registry.History.Find(6));
        Assert.Equal(5, epochs.Select(epoch => epoch.Root).Distinct().Count());
    }

    [Fact]
    public void Takes_a_key_once_and_revokes_a_device_once()
    {
        var registry = new DeviceRegistry(1);
        int place = registry.Enroll(Keys.At(0));
        Assert.Throws<ArgumentException>(() => registry.Enroll(Keys.At(0)));
        registry.Revoke(place);
        Assert.Throws<ArgumentException>(() => registry.Revoke(place));
        Assert.Throws<ArgumentException>(() => registry.Enroll(Keys.At(0)));
        registry.Enroll(Keys.At(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => registry.Enroll(Keys.At(2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => registry.Revoke(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DeviceRegistry(3).Enroll(Keys.At(0), default, DeviceAttributes.MaxModel + 1));
    }

    private static RegistryEpoch Enrolled(DeviceRegistry registry, int key)
    {
        registry.Enroll(Keys.At(key));
        return registry.Publish();
    }

    internal static DeviceRegistry Run(int[] course)
    {
        var registry = new DeviceRegistry(Depth);
        foreach (int step in course)
        {
            if (step == 0 || registry.Devices.Count == 0)
            {
                if (registry.Devices.Count < Capacity)
                {
                    registry.Enroll(Keys.At(registry.Devices.Count), new FirmwareVersion((uint)step), (uint)registry.Devices.Count);
                }
            }
            else if (step > 20)
            {
                registry.Publish();
            }
            else if (registry.Devices[step % registry.Devices.Count].Status == DeviceStatus.Active)
            {
                registry.Revoke(step % registry.Devices.Count);
            }
        }

        return registry;
    }
}
