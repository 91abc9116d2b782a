using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Statements.Device;

namespace Zkml.Statements.Tests.Registry;

/// <summary>Public keys of nobody in particular, the same list for every test: making them is what costs.</summary>
internal static class Keys
{
    private static readonly Lock Guard = new();

    private static readonly List<P256PublicKey> Made = [];

    public static P256PublicKey At(int index)
    {
        lock (Guard)
        {
            while (Made.Count <= index)
            {
                using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                Made.Add(P256Key.Point(P256Key.Of(key)));
            }

            return Made[index];
        }
    }
}
