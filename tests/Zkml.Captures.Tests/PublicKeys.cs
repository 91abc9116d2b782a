using System.Security.Cryptography;

namespace Zkml.Captures.Tests;

public sealed class PublicKeys
{
    private static readonly Bytes32 X = new(Convert.FromHexString("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"));
    private static readonly Bytes32 Y = new(Convert.FromHexString("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"));
    private static readonly byte[] Prime = Convert.FromHexString("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");

    [Fact]
    public void The_generator_of_P256_is_a_key()
    {
        Assert.True(P256PublicKey.TryCreate(X, Y, out P256PublicKey? key));
        Assert.True(P256PublicKey.TryRead(key.ToArray(), out P256PublicKey? same));
        Assert.Equal(key, same);
    }

    [Fact]
    public void A_point_off_the_curve_or_not_reduced_is_no_key()
    {
        Assert.False(P256PublicKey.TryCreate(Y, X, out _));
        Assert.False(P256PublicKey.TryCreate(default, default, out _));
        Assert.False(P256PublicKey.TryCreate(new Bytes32(Prime), Y, out _));
        // 0 is a coordinate of a point (b is a square); its other name p must not be.
        Bytes32 root = new(Convert.FromHexString("66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4"));
        Assert.True(P256PublicKey.TryCreate(default, root, out _));
        Assert.False(P256PublicKey.TryCreate(new Bytes32(Prime), root, out _));
        Assert.False(P256PublicKey.TryRead(new byte[63], out _));
    }

    [Fact]
    public void Keys_of_the_framework_are_keys()
    {
        for (int i = 0; i < 20; i++)
        {
            using var key = new Samples.Key();
            byte[] digest = SHA256.HashData([(byte)i]);
            Assert.True(key.PublicKey.Verify(digest, key.SignDigest(digest)));
        }
    }

    /// <summary>The public part of the P-256 key of RFC 7515, appendix A.3; thumbprint made with the npm package jose, calculateJwkThumbprint.</summary>
    [Fact]
    public void The_thumbprint_is_that_of_RFC_7638()
    {
        Bytes32 x = new(System.Buffers.Text.Base64Url.DecodeFromChars("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"));
        Bytes32 y = new(System.Buffers.Text.Base64Url.DecodeFromChars("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"));
        Assert.True(P256PublicKey.TryCreate(x, y, out P256PublicKey? key));

        Assert.Equal("oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U", System.Buffers.Text.Base64Url.EncodeToString(key.JwkThumbprint().ToArray()));
    }
}
