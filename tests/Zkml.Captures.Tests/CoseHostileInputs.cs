using H = Zkml.Captures.Tests.CoseVariant;

namespace Zkml.Captures.Tests;

/// <summary>Encodings that mean the same, nearly the same, or nothing: refused all, without an exception.</summary>
public sealed class CoseHostileInputs
{
    private static readonly byte[] Protected = [0xa1, 0x01, 0x26];

    private static readonly Dictionary<string, Func<byte[], byte[], byte[]>> Variants = new()
    {
        ["no tag"] = (m, s) => H.Write(m, s, tag: null),
        ["tag of COSE_Sign"] = (m, s) => H.Write(m, s, tag: 98),
        ["tag of COSE_Mac0"] = (m, s) => H.Write(m, s, tag: 17),
        ["CWT tag outside"] = (m, s) => [0xd8, 0x3d, .. H.Write(m, s)],
        ["self-described CBOR outside"] = (m, s) => [0xd9, 0xd9, 0xf7, .. H.Write(m, s)],
        ["tag in two bytes"] = (m, s) => [0xd8, 0x12, .. H.Write(m, s)[1..]],
        ["tag in three bytes"] = (m, s) => [0xd9, 0x00, 0x12, .. H.Write(m, s)[1..]],
        ["array length in two bytes"] = (m, s) => [0xd2, 0x98, 0x04, .. H.Write(m, s)[2..]],
        ["array of indefinite length"] = (m, s) => [0xd2, 0x9f, .. H.Write(m, s)[2..], 0xff],
        ["array of three"] = (m, s) => [0xd2, 0x83, .. H.Write(m, s)[2..^66]],
        ["array of five"] = (m, s) => [0xd2, 0x85, .. H.Write(m, s)[2..], 0xf6],
        ["protected header empty"] = (m, s) => H.Write(m, s, header: []),
        ["protected header an empty map"] = (m, s) => H.Write(m, s, header: [0xa0]),
        ["protected header is a map, not bytes"] = (m, s) => [0xd2, 0x84, .. Protected, .. H.Write(m, s)[6..]],
        ["protected length in two bytes"] = (m, s) => [0xd2, 0x84, 0x58, 0x03, .. Protected, .. H.Write(m, s)[6..]],
        ["protected key in two bytes"] = (m, s) => H.Write(m, s, header: [0xa1, 0x18, 0x01, 0x26]),
        ["protected value in two bytes"] = (m, s) => H.Write(m, s, header: [0xa1, 0x01, 0x38, 0x06]),
        ["protected map of indefinite length"] = (m, s) => H.Write(m, s, header: [0xbf, 0x01, 0x26, 0xff]),
        ["protected header with trailing byte"] = (m, s) => H.Write(m, s, header: [.. Protected, 0x00]),
        ["protected header with the algorithm twice"] = (m, s) => H.Write(m, s, header: [0xa2, 0x01, 0x26, 0x01, 0x26]),
        ["protected header with kid"] = (m, s) => H.Write(m, s, header: [0xa2, 0x01, 0x26, 0x04, 0x41, 0x31]),
        ["protected header with crit"] = (m, s) => H.Write(m, s, header: [0xa2, 0x01, 0x26, 0x02, 0x81, 0x01]),
        ["algorithm ES384"] = (m, s) => H.Write(m, s, header: [0xa1, 0x01, 0x38, 0x22]),
        ["algorithm ES256K"] = (m, s) => H.Write(m, s, header: [0xa1, 0x01, 0x38, 0x2e]),
        ["algorithm EdDSA"] = (m, s) => H.Write(m, s, header: [0xa1, 0x01, 0x27]),
        ["algorithm HMAC"] = (m, s) => H.Write(m, s, header: [0xa1, 0x01, 0x05]),
        ["algorithm as text"] = (m, s) => H.Write(m, s, header: [0xa1, 0x01, 0x65, .. "ES256"u8]),
        ["algorithm in the unprotected header"] = (m, s) => H.Write(m, s, header: [], unprotected: w => H.Map(w, 1, -7)),
        ["algorithm in both headers"] = (m, s) => H.Write(m, s, unprotected: w => H.Map(w, 1, -7)),
        ["unprotected kid"] = (m, s) => H.Write(m, s, unprotected: w => H.Map(w, 4, 1)),
        ["unprotected map of indefinite length"] = (m, s) => [.. H.Write(m, s)[..6], 0xbf, 0xff, .. H.Write(m, s)[7..]],
        ["unprotected header is an array"] = (m, s) => [.. H.Write(m, s)[..6], 0x80, .. H.Write(m, s)[7..]],
        ["unprotected header is null"] = (m, s) => [.. H.Write(m, s)[..6], 0xf6, .. H.Write(m, s)[7..]],
        ["payload detached"] = (m, s) => H.Write(m, s, payload: w => w.WriteNull()),
        ["payload empty"] = (_, s) => H.Write([], s),
        ["payload one byte short"] = (m, s) => H.Write(m[..^1], s),
        ["payload one byte long"] = (m, s) => H.Write([.. m, 0], s),
        ["payload length in three bytes"] = (m, s) => [.. H.Write(m, s)[..7], 0x59, 0x00, 0xbd, .. H.Write(m, s)[9..]],
        ["payload in chunks"] = (m, s) => H.Write(m, s, payload: w => H.Chunks(w, m)),
        ["payload as text"] = (m, s) => [.. H.Write(m, s)[..7], 0x78, .. H.Write(m, s)[8..]],
        ["payload inside a tag"] = (m, s) => [.. H.Write(m, s)[..7], 0xd8, 0x18, .. H.Write(m, s)[7..]],
        ["payload claims 2^64 - 1 bytes"] = (m, s) => [.. H.Write(m, s)[..7], 0x5b, 255, 255, 255, 255, 255, 255, 255, 255, .. H.Write(m, s)[9..]],
        ["signature empty"] = (m, _) => H.Write(m, []),
        ["signature of 63 bytes"] = (m, s) => H.Write(m, s[..63]),
        ["signature of 65 bytes"] = (m, s) => H.Write(m, [.. s, 0]),
        ["signature of 96 bytes"] = (m, s) => H.Write(m, [.. s, .. s[..32]]),
        ["signature as DER"] = (m, s) => H.Write(m, [0x30, 0x44, 0x02, 0x20, .. s[..32], 0x02, 0x20, .. s[32..]]),
        ["signature length in three bytes"] = (m, s) => [.. H.Write(m, s)[..^66], 0x59, 0x00, 0x40, .. s],
        ["signature is null"] = (m, s) => [.. H.Write(m, s)[..^66], 0xf6],
        ["trailing byte"] = (m, s) => [.. H.Write(m, s), 0x00],
        ["two messages"] = (m, s) => [.. H.Write(m, s), .. H.Write(m, s)],
        ["leading byte"] = (m, s) => [0x00, .. H.Write(m, s)],
        ["the manifest alone"] = (m, _) => m,
        ["what is signed"] = (m, _) => SigStructure.Bytes(m),
        ["nothing"] = (_, _) => [],
        ["a megabyte of array heads"] = (_, _) => [.. Enumerable.Repeat((byte)0x81, 1 << 20)],
        ["as text in base64"] = (m, s) => System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(H.Write(m, s))),
    };

    public static TheoryData<string> Names => [.. Variants.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Another_encoding_is_refused(string name)
    {
        byte[] manifest = Samples.Manifest.Write();
        using var key = new Samples.Key();
        byte[] bytes = Variants[name](manifest, key.SignDigest(SigStructure.Digest(manifest)));

        Assert.False(CoseSign1.TryRead(bytes, out _));
        Assert.False(SignedCapture.TryRead(bytes, out _));
    }

    [Fact]
    public void The_variants_begin_at_the_good_encoding()
    {
        byte[] manifest = Samples.Manifest.Write();
        using var key = new Samples.Key();
        byte[] signature = key.SignDigest(SigStructure.Digest(manifest));

        Assert.Equal(CoseSign1.Create(manifest, signature).Write(), H.Write(manifest, signature));
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        using var key = new Samples.Key();
        byte[] bytes = SignedCapture.Sign(key, Samples.Manifest).Write();

        Assert.All(Enumerable.Range(0, bytes.Length), length => Assert.False(CoseSign1.TryRead(bytes.AsSpan(0, length), out _)));
    }

    [Fact]
    public void Every_flipped_bit_is_refused_by_the_reader_or_by_the_signature()
    {
        using var key = new Samples.Key();
        byte[] bytes = SignedCapture.Sign(key, Samples.Manifest).Write();
        for (int bit = 0; bit < 8 * bytes.Length; bit++)
        {
            byte[] changed = [.. bytes];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(CoseSign1.TryRead(changed, out CoseSign1? read) && read.Verify(key.PublicKey), $"bit {bit}");
        }
    }
}
