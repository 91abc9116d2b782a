using CsCheck;

namespace Zkml.Captures.Tests;

public sealed class CapturePackages
{
    private static readonly byte[] File = Make();

    [Fact]
    public void A_package_comes_back_and_is_written_again_byte_for_byte()
    {
        Assert.True(CapturePackage.TryRead(File, out CapturePackage? package));
        using (package)
        {
            Assert.Equal(Samples.Pixels, package.Pixels);
            Assert.Equal(Samples.Mask, package.Mask);
            Assert.Equal(Samples.Manifest, package.Capture.Manifest);
            Assert.Equal(File, package.Write());
            Assert.Equal(8 + 264 + 65_536 + 8_192, File.Length);
        }
    }

    [Fact]
    public void Nothing_may_be_missing_or_left_over()
    {
        foreach (int length in (int[])[0, 7, 8, 8 + 263, 8 + 264, 8 + 264 + 65_536, File.Length - 1])
        {
            Assert.False(CapturePackage.TryRead(File.AsSpan(0, length), out _));
        }

        Assert.False(CapturePackage.TryRead([.. File, 0], out _));
    }

    [Fact]
    public void Another_header_message_or_manifest_is_refused() => Gen.Int[0, 8 + 200 - 1].Sample(
        index =>
        {
            // Fields that may have other values are behind the shape; all that stands before is fixed.
            byte[] changed = [.. File];
            changed[index] ^= 0x40;
            if (CapturePackage.TryRead(changed, out CapturePackage? package))
            {
                Assert.Equal(changed, package.Write());
            }

            Assert.False(index < 8 + 9 + 5 && package is not null);
        },
        iter: 300);

    [Fact]
    public void Disposing_it_zeroes_the_image()
    {
        Assert.True(CapturePackage.TryRead(File, out CapturePackage? package));
        package.Dispose();
        Assert.All(package.Pixels, value => Assert.Equal(0, value));
        Assert.All(package.Mask, value => Assert.Equal(0, value));
    }

    private static byte[] Make()
    {
        using var key = new Samples.Key();
        using CapturePackage package = CapturePackage.Of(SignedCapture.Sign(key, Samples.Manifest), Samples.Pixels, Samples.Mask);
        return package.Write();
    }
}
