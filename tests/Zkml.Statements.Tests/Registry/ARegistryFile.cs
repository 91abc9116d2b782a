using CsCheck;
using Zkml.Captures;
using Zkml.Statements.Registry;

namespace Zkml.Statements.Tests.Registry;

public sealed class ARegistryFile
{
    private static readonly byte[] Sample = ADeviceRegistry.Run([0, 0, 25, 0, 1, 25, 0, 0, 2, 25, 25, 0, 3]).Write();

    [Fact]
    public void Cut_anywhere_or_longer_is_none()
    {
        for (int length = 0; length < Sample.Length; length++)
        {
            Assert.False(DeviceRegistry.TryRead(Sample.AsMemory(0, length), out _));
        }

        Assert.False(DeviceRegistry.TryRead((byte[])[.. Sample, 0], out _));
    }

    /// <summary>All that a reader can take without its roots changing is what waits for the next epoch.</summary>
    [Fact]
    public void Changed_anywhere_is_none_unless_it_is_in_what_waits() =>
        Gen.Select(Gen.Int[0, Sample.Length - 1], Gen.Byte[1, 255]).Sample((place, change) =>
        {
            byte[] file = [.. Sample];
            file[place] ^= change;
            if (DeviceRegistry.TryRead(file, out DeviceRegistry? read))
            {
                Assert.Equal(file, read.Write());
                Assert.True(read.HasChanges);
                Assert.Equal(Read(Sample).History.All(), read.History.All());
            }
        }, iter: 2000);

    [Fact]
    public void With_a_device_that_could_not_have_been_there_is_none()
    {
        var registry = new DeviceRegistry(3);
        registry.Enroll(Keys.At(0));
        registry.Publish();
        byte[] good = registry.Write();
        Assert.True(DeviceRegistry.TryRead(good, out _));

        // Its last seven bytes: enrolled in 1, never revoked, firmware 0, model 0.
        Assert.Equal([0x01, 0xf6, 0x00, 0x00], good[^4..]);
        byte[][] bad =
        [
            [.. good[..^4], 0x00, 0xf6, 0x00, 0x00], [.. good[..^4], 0x02, 0xf6, 0x00, 0x00], [.. good[..^4], 0x03, 0xf6, 0x00, 0x00],
            [.. good[..^4], 0x01, 0x01, 0x00, 0x00], [.. good[..^4], 0x01, 0x03, 0x00, 0x00], [.. good[..^4], 0x01, 0xf6, 0x01, 0x00],
            [.. good[..^4], 0x01, 0xf6, 0x00, 0x01], [.. good[..^4], 0x01, 0x1a, 0xff, 0xff, 0xff, 0xff, 0x00, 0x00],
            [.. good[..^4], 0x01, 0xf6, 0x18, 0x00, 0x00],
        ];
        Assert.All(bad, file => Assert.False(DeviceRegistry.TryRead(file, out _)));
        Assert.True(DeviceRegistry.TryRead((byte[])[.. good[..^4], 0x01, 0x02, 0x00, 0x00], out DeviceRegistry? waiting));
        Assert.Equal(DeviceStatus.Revoked, waiting.Devices[0].Status);
    }

    private static DeviceRegistry Read(byte[] file) => DeviceRegistry.TryRead(file, out DeviceRegistry? read) ? read : throw new InvalidOperationException();
}
