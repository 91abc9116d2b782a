using System.Security.Cryptography;
using Zkml.Gadgets.P256;

namespace Zkml.Gadgets.Tests.P256;

/// <summary>Fresh valid signatures from the platform.</summary>
internal static class Signatures
{
    public static EcdsaInput Fresh()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        ECParameters parameters = key.ExportParameters(false);
        byte[] digest = RandomNumberGenerator.GetBytes(32);
        return EcdsaInput.FromBytes(digest, key.SignHash(digest), [.. parameters.Q.X!, .. parameters.Q.Y!]);
    }
}
