using System.Security.Cryptography;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;

namespace Zkml.Cli.Models;

/// <summary>The blinding of a commitment as a file: 8 elements of four canonical little-endian bytes, readable for its owner only.</summary>
internal static class SecretFile
{
    private const int Length = Poseidon2Commitment.BlindingLength * sizeof(uint);

    public static void Write(string path, KoalaBear[] blinding)
    {
        byte[] bytes = FieldBytes.Write(blinding);
        try
        {
            OutputFile.Write(path, bytes, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    public static KoalaBear[] Read(string path)
    {
        byte[] bytes = InputFile.Read(path, Length);
        KoalaBear[]? blinding = FieldBytes.TryRead(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return blinding is { Length: Poseidon2Commitment.BlindingLength } ? blinding : throw new UsageException($"{path} is not a secret that zkml wrote.");
    }
}
