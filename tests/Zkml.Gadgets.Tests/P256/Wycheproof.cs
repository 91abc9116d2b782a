using System.Security.Cryptography;
using System.Text.Json;
using Zkml.Gadgets.P256;

namespace Zkml.Gadgets.Tests.P256;

/// <summary>Wycheproof vectors (C2SP): ECDSA P-256, SHA-256, signatures r ‖ s. Wrong lengths are left out: an input is two 256-bit integers.</summary>
internal static class Wycheproof
{
    public sealed record Vector(int Id, string Comment, EcdsaInput Input, bool Valid);

    /// <summary>All vectors; skips the running test when the file is not there.</summary>
    public static IReadOnlyList<Vector> Load()
    {
        string path = SharedData.Require("vectors", "wycheproof", "ecdsa_secp256r1_sha256_p1363_test.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return
        [
            .. from test in document.RootElement.GetProperty("testGroups").EnumerateArray()
               let key = Convert.FromHexString(test.GetProperty("publicKey").GetProperty("uncompressed").GetString()!)
               from item in test.GetProperty("tests").EnumerateArray()
               let signature = Convert.FromHexString(item.GetProperty("sig").GetString()!)
               where signature.Length == 64
               let digest = SHA256.HashData(Convert.FromHexString(item.GetProperty("msg").GetString()!))
               select new Vector(
                   item.GetProperty("tcId").GetInt32(), item.GetProperty("comment").GetString()!,
                   EcdsaInput.FromBytes(digest, signature, key.AsSpan(1)), item.GetProperty("result").GetString() == "valid"),
        ];
    }
}
