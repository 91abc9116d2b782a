using System.Text.Json;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;

namespace Zkml.Cli.Models;

/// <summary>What the owner of a private model publishes, with the architecture's file beside it.</summary>
/// <param name="Format">Always "zkml/model-commitment/1".</param>
/// <param name="Architecture">SHA-256 of the architecture's file.</param>
/// <param name="Commitment">32 bytes: 8 elements of four little-endian bytes.</param>
public sealed record CommitmentFile(string Format, string Architecture, string Commitment)
{
    private const string Known = "zkml/model-commitment/1";

    private const int MaxLength = 4096;

    public static CommitmentFile Of(ReadOnlySpan<byte> architecture, ReadOnlySpan<KoalaBear> commitment) =>
        new(Known, Convert.ToHexStringLower(architecture), FieldBytes.Hex(commitment));

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, ZkmlJson.Default.CommitmentFile);

    /// <summary>The commitment, when the file is about this architecture.</summary>
    internal static KoalaBear[] Read(string path, ReadOnlySpan<byte> architecture)
    {
        try
        {
            CommitmentFile? file = JsonSerializer.Deserialize(InputFile.Read(path, MaxLength), ZkmlJson.Default.CommitmentFile);
            if (file is { Format: Known, Commitment: { } hex } && FieldBytes.TryRead(Convert.FromHexString(hex)) is { Length: Poseidon2Commitment.BlindingLength } elements)
            {
                return file.Architecture == Convert.ToHexStringLower(architecture) ? elements
                    : throw new UsageException($"{path} is a commitment to a model of another architecture.");
            }
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new UsageException($"{path} is not a commitment to a model.", e);
        }

        throw new UsageException($"{path} is not a commitment to a model.");
    }
}
