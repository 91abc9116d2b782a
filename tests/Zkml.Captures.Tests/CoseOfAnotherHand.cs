using System.Text.Json.Nodes;

namespace Zkml.Captures.Tests;

/// <summary>cose-kit, a COSE library of npm, reads what we write and writes what we read.</summary>
public sealed class CoseOfAnotherHand
{
    [Fact]
    public void It_verifies_our_signature_and_sees_our_manifest()
    {
        using var key = new Samples.Key();
        byte[] bytes = SignedCapture.Sign(key, Samples.Manifest).Write();

        JsonNode answer = Verify(bytes, key.PublicKey);

        Assert.True((bool)answer["valid"]!);
        Assert.Equal(Convert.ToHexStringLower(Samples.Manifest.Write()), (string)answer["payload"]!);
    }

    [Fact]
    public void It_refuses_our_signature_over_another_manifest()
    {
        using var key = new Samples.Key();
        byte[] bytes = SignedCapture.Sign(key, Samples.Manifest).Write();
        bytes[CoseSign1.PayloadOffset + ManifestLayout.Nonce] ^= 1;

        Assert.False((bool)Verify(bytes, key.PublicKey)["valid"]!);
    }

    [Fact]
    public void We_read_and_verify_its_message()
    {
        byte[] manifest = Samples.Manifest.Write();
        JsonNode answer = NodeScript.Run("cose.mjs", new JsonObject { ["sign"] = Convert.ToHexStringLower(manifest) });
        byte[] x = Convert.FromHexString((string)answer["x"]!), y = Convert.FromHexString((string)answer["y"]!);

        Assert.True(SignedCapture.TryRead(Convert.FromHexString((string)answer["message"]!), out SignedCapture? capture));
        Assert.True(P256PublicKey.TryCreate(new Bytes32(x), new Bytes32(y), out P256PublicKey? key));
        Assert.True(capture.Message.Verify(key));
        Assert.Equal(Samples.Manifest, capture.Manifest);
    }

    private static JsonNode Verify(byte[] message, P256PublicKey key) => NodeScript.Run("cose.mjs", new JsonObject
    {
        ["verify"] = Convert.ToHexStringLower(message),
        ["x"] = key.X.ToHex(),
        ["y"] = key.Y.ToHex(),
    });
}
