using System.Buffers.Binary;
using CsCheck;

namespace Zkml.Captures.Tests;

public sealed class ManifestSpecification
{
    [Theory]
    [InlineData(DigestAlgorithm.Sha256)]
    [InlineData(DigestAlgorithm.Poseidon2KoalaBear)]
    public void What_is_written_is_read(DigestAlgorithm algorithm)
    {
        CaptureManifest manifest = Samples.Make(algorithm);

        Assert.True(CaptureManifest.TryRead(manifest.Write(), out CaptureManifest? read));
        Assert.Equal(manifest, read);
    }

    [Fact]
    public void Every_field_stands_at_its_offset()
    {
        byte[] bytes = Samples.Manifest.Write();

        Assert.Equal(189, bytes.Length);
        Assert.Equal("5a4b4d43" + "01" + "01" + "01" + "0200" + "0080" + "01" + "02" + "0057" + "0000" + "0104012c" + "000001a1ee565e7b", Hex(bytes[..29]));
        Assert.Equal(Samples.Filled(0xa1).ToHex(), Hex(bytes[29..61]));
        Assert.Equal(Samples.Filled(0xb2).ToHex(), Hex(bytes[61..93]));
        Assert.Equal(Samples.Manifest.ImageDigest.ToHex(), Hex(bytes[93..125]));
        Assert.Equal(Samples.Manifest.MaskDigest.ToHex(), Hex(bytes[125..157]));
        Assert.Equal(Samples.Filled(0xc3).ToHex(), Hex(bytes[157..]));
    }

    [Fact]
    public void A_circuit_reads_fields_at_even_offsets_and_long_ones_at_words()
    {
        int[] limbs = [SigStructure.Modality, SigStructure.Width, SigStructure.Height, SigStructure.AttackVerdict, SigStructure.Quality, SigStructure.Reserved];
        int[] words =
        [
            SigStructure.Firmware, SigStructure.CapturedAt, SigStructure.Nonce, SigStructure.HolderThumbprint, SigStructure.ImageDigest,
            SigStructure.MaskDigest, SigStructure.Salt,
        ];

        Assert.All(limbs, offset => Assert.Equal(0, offset % 2));
        Assert.All(words, offset => Assert.Equal(0, offset % 4));
        Assert.Equal(208, SigStructure.Length);
        Assert.Equal(4, SigStructure.Sha256Blocks);
    }

    [Fact]
    public void Whatever_is_read_is_written_again_byte_for_byte()
    {
        byte[] good = Samples.Manifest.Write();
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, good.Length - 1], Gen.Byte).Sample(change =>
        {
            byte[] bytes = [.. good];
            bytes[change.Item1] = change.Item2;
            bytes[change.Item3] = change.Item4;
            Assert.True(!CaptureManifest.TryRead(bytes, out CaptureManifest? read) || read.Write().AsSpan().SequenceEqual(bytes));
        });
    }

    [Fact]
    public void Bytes_of_any_length_are_refused_or_read_but_never_throw() =>
        Gen.Byte.Array[0, 400].Sample(bytes => Assert.False(CaptureManifest.TryRead(bytes, out _)));

    [Theory]
    [InlineData(ManifestLayout.Magic, 0x5b)]
    [InlineData(ManifestLayout.Version, 0)]
    [InlineData(ManifestLayout.Version, 2)]
    [InlineData(ManifestLayout.Modality, 0)]
    [InlineData(ManifestLayout.Modality, 2)]
    [InlineData(ManifestLayout.Modality, 3)]
    [InlineData(ManifestLayout.DigestAlgorithm, 0)]
    [InlineData(ManifestLayout.DigestAlgorithm, 3)]
    [InlineData(ManifestLayout.Width, 0)]
    [InlineData(ManifestLayout.Width, 3)]
    [InlineData(ManifestLayout.Width + 1, 1)]
    [InlineData(ManifestLayout.Height + 1, 127)]
    [InlineData(ManifestLayout.AttackVerdict, 0)]
    [InlineData(ManifestLayout.AttackVerdict, 3)]
    [InlineData(ManifestLayout.AttackLevel, 0)]
    [InlineData(ManifestLayout.AttackLevel, 4)]
    [InlineData(ManifestLayout.Quality, 1)]
    [InlineData(ManifestLayout.Quality + 1, 101)]
    [InlineData(ManifestLayout.Reserved, 1)]
    [InlineData(ManifestLayout.Reserved + 1, 1)]
    [InlineData(ManifestLayout.CapturedAt, 0x80)]
    [InlineData(ManifestLayout.CapturedAt, 1)]
    public void An_unknown_value_is_refused(int offset, byte value)
    {
        byte[] bytes = Samples.Manifest.Write();
        bytes[offset] = value;

        Assert.False(CaptureManifest.TryRead(bytes, out _));
    }

    [Theory]
    [InlineData(ManifestLayout.ImageDigest)]
    [InlineData(ManifestLayout.MaskDigest + 28)]
    public void A_word_of_a_Poseidon2_digest_is_below_p(int offset)
    {
        byte[] bytes = Samples.Make(DigestAlgorithm.Poseidon2KoalaBear).Write();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), 0x7F00_0001);

        Assert.False(CaptureManifest.TryRead(bytes, out _));
    }

    [Fact]
    public void A_face_has_no_mask_digest()
    {
        CaptureManifest face = Samples.Manifest with { Shape = ImageShape.Face(112, 112), MaskDigest = default };

        Assert.True(CaptureManifest.TryRead(face.Write(), out _));
        Assert.Throws<ArgumentException>(() => (face with { MaskDigest = Samples.Filled(1) }).Write());
    }

    [Fact]
    public void People_read_times_versions_and_names_but_not_the_salt()
    {
        string json = CaptureManifestJson.Write(Samples.Manifest);

        Assert.Contains("\"capturedAt\": \"2026-11-18T11:06:40.123Z\"", json, StringComparison.Ordinal);
        Assert.Contains("\"firmware\": \"1.4.300\"", json, StringComparison.Ordinal);
        Assert.Contains("\"digestAlgorithm\": \"sha-256\"", json, StringComparison.Ordinal);
        Assert.Contains(Samples.Filled(0xa1).ToHex(), json, StringComparison.Ordinal);
        Assert.DoesNotContain(Samples.Filled(0xc3).ToHex(), json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.4.300", 0x0104012c)]
    [InlineData("255.255.65535", uint.MaxValue)]
    public void Firmware_versions_are_numbers_in_their_order(string text, uint value)
    {
        Assert.True(FirmwareVersion.TryParse(text, out FirmwareVersion version));
        Assert.Equal(value, version.Value);
        Assert.Equal(text, version.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1.2")]
    [InlineData("1.2.3.4")]
    [InlineData("01.2.3")]
    [InlineData("1.+2.3")]
    [InlineData("1. 2.3")]
    [InlineData("256.0.0")]
    [InlineData("1.2.65536")]
    public void Other_texts_are_no_firmware_version(string? text) => Assert.False(FirmwareVersion.TryParse(text, out _));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
