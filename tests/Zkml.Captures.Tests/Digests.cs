using System.Security.Cryptography;
using Zkml.Fields;

namespace Zkml.Captures.Tests;

public sealed class Digests
{
    [Fact]
    public void SHA256_is_over_the_raw_bytes() =>
        Assert.Equal(SHA256.HashData(Samples.Pixels), ImageDigest.Of(DigestAlgorithm.Sha256, Samples.Shape, Samples.Pixels).ToArray());

    /// <summary>The definition of docs/capture-format.md once more, written down from there.</summary>
    [Fact]
    public void The_Poseidon2_digest_is_the_sponge_of_row_digests()
    {
        var rows = new Poseidon2Sponge(Poseidon2.Width24, "zkml image row 1");
        var top = new Poseidon2Sponge(Poseidon2.Width24, "zkml image 1 512x128x1");
        List<KoalaBear> digests = [];
        foreach (byte[] row in Samples.Pixels.Chunk(512))
        {
            digests.AddRange(rows.Hash([.. row.Chunk(3).Select(b => KoalaBear.FromUInt32(b.Select((x, i) => (uint)x << (8 * i)).Aggregate((x, y) => x | y)))]));
        }

        byte[] expected = [.. top.Hash([.. digests]).SelectMany(e => BitConverter.GetBytes(e.ToUInt32()))];

        Assert.Equal(expected, ImageDigest.Poseidon2(Samples.Shape, Samples.Pixels).ToArray());
    }

    [Fact]
    public void An_element_of_the_mask_is_24_mask_bits()
    {
        byte[] bits = [.. Enumerable.Range(0, 48).Select(i => (byte)(i * i % 7 % 2))];
        var elements = new KoalaBear[2];

        RowHash.Pack(MaskDigest.Pack(bits), elements);

        uint[] expected = [.. bits.Chunk(24).Select(b => b.Select((x, i) => (uint)x << i).Aggregate((x, y) => x | y))];
        Assert.Equal(expected, elements.Select(e => e.ToUInt32()));
    }

    /// <summary>Made once by this code and checked by the definition above: the format may not change unseen.</summary>
    [Fact]
    public void Digests_stay_what_they_are()
    {
        byte[] pixels = [.. Enumerable.Range(0, Samples.Shape.PixelsLength).Select(i => (byte)(i * 7 + i / 512))];
        byte[] mask = [.. Enumerable.Range(0, Samples.Shape.MaskLength).Select(i => (byte)(i * 3))];

        Assert.Equal("efb2f8260b89dc5640c1d00a63e8fe19920bb76c41cdb31723c8dd750a9fe944", ImageDigest.Poseidon2(Samples.Shape, pixels).ToHex());
        Assert.Equal("b91a9c11e0e95903b7995d74e86d202a5a08dd0638dd563e300bac52f46bfe6d", MaskDigest.Poseidon2(Samples.Shape, mask).ToHex());
    }

    [Fact]
    public void Permutations_of_a_capture_stay_below_a_power_of_two()
    {
        RowHash narrow = RowHash.OfImage(ImageShape.Iris(512)), wide = RowHash.OfImage(ImageShape.Iris(1024));
        RowHash narrowMask = RowHash.OfMask(ImageShape.Iris(512)), wideMask = RowHash.OfMask(ImageShape.Iris(1024));

        Assert.Equal((1472, 320), (narrow.Permutations, narrowMask.Permutations));
        Assert.Equal((2880, 448), (wide.Permutations, wideMask.Permutations));
    }

    [Fact]
    public void Every_byte_counts_and_so_do_the_order_of_rows_and_the_kind()
    {
        Bytes32 digest = ImageDigest.Poseidon2(Samples.Shape, Samples.Pixels);
        foreach (int index in (int[])[0, 510, 511, 512, 65_535])
        {
            byte[] changed = [.. Samples.Pixels];
            changed[index] ^= 1;
            Assert.NotEqual(digest, ImageDigest.Poseidon2(Samples.Shape, changed));
        }

        byte[] swapped = [.. Samples.Pixels[512..1024], .. Samples.Pixels[..512], .. Samples.Pixels[1024..]];
        Assert.NotEqual(digest, ImageDigest.Poseidon2(Samples.Shape, swapped));
        byte[] zeros = new byte[Samples.Shape.MaskLength];
        ImageShape sameSize = ImageShape.Face(64, 128);
        Assert.NotEqual(MaskDigest.Poseidon2(Samples.Shape, zeros), ImageDigest.Poseidon2(Samples.Shape, new byte[Samples.Shape.PixelsLength]));
        Assert.NotEqual(ImageDigest.Poseidon2(sameSize, new byte[sameSize.PixelsLength]), ImageDigest.Poseidon2(ImageShape.Face(128, 64), new byte[sameSize.PixelsLength]));
    }

    [Fact]
    public void Digests_of_a_real_iris_differ_by_one_pixel()
    {
        byte[] pixels = File.ReadAllBytes(SharedData.Require("vectors", "iris", "a_norm_image.u8"));
        ImageShape shape = ImageShape.Iris(512);
        Bytes32 digest = ImageDigest.Poseidon2(shape, pixels);
        pixels[12_345]++;

        Assert.NotEqual(digest, ImageDigest.Poseidon2(shape, pixels));
    }

    [Fact]
    public void A_mask_that_is_not_of_zeros_and_ones_is_a_programmers_error() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MaskDigest.Pack([0, 1, 2, 0, 0, 0, 0, 0]));
}
