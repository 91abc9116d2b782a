using System.Text;
using CsCheck;

namespace Zkml.Credentials.Tests;

/// <summary>Whatever comes, a reader answers; it does not throw.</summary>
public sealed class HostileInputs
{
    private static readonly string Good = Samples.Bind(Samples.Issue());
    private static readonly byte[] File = BundleCodec.Write(SampleBundles.Good);

    [Fact]
    public void Any_text_is_refused() =>
        Gen.String.Sample(text => Samples.Verify(text, Samples.BoundPolicy).Reason is not null && Samples.Verify($"{text}~", Samples.Policy).Reason is not null);

    [Fact]
    public void Any_status_token_is_refused() =>
        Gen.String.Sample(text => Samples.Verify(Samples.Issue(), Samples.Policy with { StatusToken = text }).Reason is not null, iter: 200);

    [Fact]
    public void A_piece_cut_out_of_a_presentation_is_noticed() => Gen.Select(Gen.Int[0, Good.Length - 1], Gen.Int[1, 200]).Sample((start, length) =>
        Samples.Verify(Good.Remove(start, Math.Min(length, Good.Length - start)), Samples.BoundPolicy).Reason is not null, iter: 1000);

    [Fact]
    public void A_byte_changed_in_a_bundle_is_noticed() => Gen.Select(Gen.Int[0, File.Length - 1], Gen.Byte[1, 255]).Sample((at, change) =>
    {
        byte[] changed = [.. File];
        changed[at] ^= change;
        return SampleBundles.Verify(changed).Reason is not null || IsOutsideEverySignature(at);
    }, iter: 1000);

    [Fact]
    public void Any_bytes_in_place_of_JSON_are_refused() => Gen.Byte.Array[0, 300].Sample(bytes =>
        !IssuerMetadata.TryRead(bytes, out _) && !JsonWebKeySet.TryRead(bytes, out _) && BundleCodec.Read(bytes, out _) is not null);

    /// <summary>The public values are the statement's to judge, which the sample statement leaves alone; a key's name that signed nothing binds nothing.</summary>
    private static bool IsOutsideEverySignature(int at)
    {
        string text = Encoding.UTF8.GetString(File);
        int values = text.IndexOf("\"public_values\"", StringComparison.Ordinal), proof = text.IndexOf("\"proof\"", StringComparison.Ordinal);
        int keys = text.IndexOf("\"keys\"", StringComparison.Ordinal), status = text.IndexOf("\"status_token\"", StringComparison.Ordinal);
        return (at > values && at < proof) || (at > keys && at < status);
    }
}
