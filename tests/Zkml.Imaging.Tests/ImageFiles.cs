using System.Buffers.Binary;
using CsCheck;

namespace Zkml.Imaging.Tests;

public sealed class ImageFiles
{
    private readonly SkiaImageCodec _codec = new();

    [Fact]
    public void A_real_infrared_image_decodes_to_its_published_pixels()
    {
        byte[] expected = File.ReadAllBytes(SharedData.Require("vectors", "iris", "a_ir_image.u8"));

        using GreyImage image = Decode(File.ReadAllBytes(SharedData.Require("vectors", "iris", "a_ir_image.png")));

        Assert.Equal((640, 480), (image.Width, image.Height));
        Assert.True(image.Pixels.SequenceEqual(expected));
    }

    [Fact]
    public void What_is_encoded_decodes_to_the_same_pixels() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int).Sample((width, height, seed) =>
        {
            using var grey = new GreyImage(width, height);
            using var colour = new RgbImage(width, height);
            var random = new Random(seed);
            random.NextBytes(grey.Pixels);
            random.NextBytes(colour.Pixels);

            using GreyImage greyAgain = Decode(_codec.EncodePng(grey));
            Assert.True(_codec.TryDecodeRgb(_codec.EncodePng(colour), out RgbImage? colourAgain, out _));

            Assert.True(grey.Pixels.SequenceEqual(greyAgain.Pixels));
            Assert.True(colour.Pixels.SequenceEqual(colourAgain.Pixels));
        }, iter: 50);

    [Fact]
    public void A_face_in_JPEG_decodes_to_three_channels()
    {
        byte[] file = File.ReadAllBytes(SharedData.Require("images", "faces", "synthetic", "sd_id0_a.full.jpg"));

        Assert.True(_codec.TryDecodeRgb(file, out RgbImage? face, out string? reason), reason);
        Assert.Equal(face.Width * face.Height * 3, face.Pixels.Length);
        Assert.True(_codec.TryDecodeGrey(file, out _, out _));
    }

    [Theory]
    [InlineData(4097, 1)]
    [InlineData(1, 4097)]
    [InlineData(60_000, 60_000)]
    [InlineData(0, 5)]
    public void A_header_with_a_wrong_size_is_refused(int width, int height)
    {
        using var small = new GreyImage(8, 8);
        byte[] file = _codec.EncodePng(small);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), height);
        WriteChecksum(file.AsSpan(12, 21));

        Assert.False(_codec.TryDecodeGrey(file, out _, out string? reason));
        Assert.EndsWith(".", reason);
    }

    [Fact]
    public void Other_formats_and_damaged_files_are_refused_with_a_sentence()
    {
        using var image = new GreyImage(64, 64);
        new Random(5).NextBytes(image.Pixels);
        byte[] file = _codec.EncodePng(image);

        Assert.Equal("The file is neither PNG nor JPEG.", Refusal([]));
        Assert.Equal("The file is neither PNG nor JPEG.", Refusal("GIF89a"u8.ToArray()));
        Assert.Equal("The image has no readable header.", Refusal(file[..12]));
        Assert.Equal("The image file ends early.", Refusal(file[..(file.Length / 2)]));
        Assert.Equal("The image file is longer than 12 MiB.", Refusal(new byte[SkiaImageCodec.MaxFileLength + 1]));
    }

    [Fact]
    public void An_image_zeroes_its_pixels_when_it_is_disposed_of()
    {
        var image = new GreyImage(4, 4);
        Memory<byte> pixels = image.Memory;
        image.Pixels.Fill(9);

        image.Dispose();

        Assert.All(pixels.ToArray(), value => Assert.Equal(0, value));
        Assert.Throws<ObjectDisposedException>(() => image.Memory);
    }

    private GreyImage Decode(byte[] file)
    {
        Assert.True(_codec.TryDecodeGrey(file, out GreyImage? image, out string? reason), reason);
        return image;
    }

    private string? Refusal(byte[] file)
    {
        Assert.False(_codec.TryDecodeGrey(file, out _, out string? reason));
        return reason;
    }

    /// <summary>CRC-32 of type and data of a PNG chunk, after it.</summary>
    private static void WriteChecksum(Span<byte> chunk)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in chunk[..17])
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
            }
        }

        BinaryPrimitives.WriteUInt32BigEndian(chunk[17..], ~crc);
    }
}
