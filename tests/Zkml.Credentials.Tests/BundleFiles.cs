using System.Text;
using System.Text.Json.Nodes;

namespace Zkml.Credentials.Tests;

public sealed class BundleFiles
{
    private static readonly string Text = Encoding.UTF8.GetString(BundleCodec.Write(SampleBundles.Good));

    [Fact]
    public void A_bundle_comes_back_and_is_written_again_byte_for_byte()
    {
        Assert.Null(BundleCodec.Read(BundleCodec.Write(SampleBundles.Good), out Bundle? read));

        Assert.Equal(SampleBundles.Good.Credential, read!.Credential);
        Assert.Equal(SampleBundles.Proof, read.Statement.Proof.ToArray());
        Assert.Equal(Text, Encoding.UTF8.GetString(BundleCodec.Write(read)));
    }

    [Fact]
    public void The_fields_stand_in_their_order()
    {
        JsonObject json = JsonNode.Parse(Text)!.AsObject();

        Assert.Equal(["format", "credential", "issuer_metadata", "status_token", "statement"], json.Select(member => member.Key));
        Assert.Equal(
            ["id", "model_id", "registry_root", "registry_epoch", "public_values", "proof"],
            json["statement"]!.AsObject().Select(member => member.Key));
        Assert.DoesNotContain('\r', Text);
    }

    [Fact]
    public void A_bundle_is_the_same_under_every_culture() => HostileCulture.Run(() =>
    {
        Assert.Equal(Text, Encoding.UTF8.GetString(BundleCodec.Write(SampleBundles.Good)));
        Assert.Null(SampleBundles.Verify(SampleBundles.Good).Reason);
    });

    [Fact]
    public void Anything_but_the_canonical_form_is_refused()
    {
        Assert.Equal(Reasons.NotCanonical, Read(Text + "\n"));
        Assert.Equal(Reasons.NotCanonical, Read(Text.TrimEnd('\n')));
        Assert.Equal(Reasons.NotCanonical, Read(Text.Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.Equal(Reasons.NotCanonical, Read(JsonNode.Parse(Text)!.ToJsonString()));
        Assert.Equal(Reasons.NotCanonical, Read(Text.Replace("\"credential\"", "\"note\": 1,\n  \"credential\"", StringComparison.Ordinal)));
        Assert.Equal(Reasons.NotCanonical, Read(Text.Replace("zkml-bundle/1", "zkml-bundle\\/1", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_cannot_be_read_is_refused_with_its_reason()
    {
        Assert.Equal(Reasons.Malformed, Read(""));
        Assert.Equal(Reasons.Malformed, Read("\uFEFF" + Text));
        Assert.Equal(Reasons.Malformed, Read(Text[..^5]));
        Assert.Equal(Reasons.Malformed, Read(Text + "x"));
        Assert.Equal(Reasons.Malformed, Read(Text.Replace("zkml-bundle/1", "zkml-bundle/2", StringComparison.Ordinal)));
        Assert.Equal(Reasons.Malformed, Read(Text.Replace(Samples.Digits('2'), Samples.Digits('A'), StringComparison.Ordinal)));
        Assert.Equal(Reasons.Malformed, Read(Text.Replace("\"registry_epoch\": 12", "\"registry_epoch\": -12", StringComparison.Ordinal)));
        Assert.Equal(Reasons.DuplicateMember, Read(Text.Replace("\"statement\":", "\"statement\": {},\n  \"statement\":", StringComparison.Ordinal)));
        Assert.Equal(Reasons.TooDeep, Read(new string('[', 100) + new string(']', 100)));
        Assert.Equal(Reasons.TooLarge, BundleCodec.Read(new byte[BundleCodec.MaximumLength + 1], out _));
    }

    [Fact]
    public void Each_member_that_is_missing_or_of_another_kind_is_noticed()
    {
        foreach (string path in (string[])["format", "credential", "issuer_metadata", "status_token", "statement"])
        {
            JsonObject json = JsonNode.Parse(Text)!.AsObject();
            json[path] = 1;
            Assert.Equal(Reasons.Malformed, Read(json.ToJsonString()));
        }

        foreach (string path in (string[])["id", "model_id", "registry_root", "registry_epoch", "public_values", "proof"])
        {
            JsonNode json = JsonNode.Parse(Text)!;
            json["statement"]!.AsObject().Remove(path);
            Assert.Equal(Reasons.Malformed, Read(json.ToJsonString()));
        }
    }

    [Fact]
    public void Parts_over_their_limits_are_never_written()
    {
        StatementProof statement = SampleBundles.Good.Statement;

        Assert.Throws<ArgumentException>(() => BundleCodec.Write(SampleBundles.Good with { Credential = new string('a', 65_537) }));
        Assert.Throws<ArgumentException>(() => BundleCodec.Write(SampleBundles.Good with
        {
            Statement = statement with { Proof = new byte[StatementProof.MaximumProofLength + 1] },
        }));
        Assert.Throws<ArgumentNullException>(() => BundleCodec.Write(SampleBundles.Good with
        {
            Issuer = IssuerMetadata.WithKeysAt(Samples.Issuer, Samples.Issuer + "/jwks"),
        }));
    }

    [Fact]
    public void The_largest_bundle_is_below_the_limit()
    {
        Bundle largest = SampleBundles.Good with
        {
            Credential = new string('a', 64 * 1024),
            StatusToken = new string('a', 2 * 1024 * 1024),
            Statement = SampleBundles.Good.Statement with
            {
                Proof = new byte[StatementProof.MaximumProofLength],
                PublicValues = new byte[StatementProof.MaximumPublicValuesLength],
            },
        };

        Assert.Null(BundleCodec.Read(BundleCodec.Write(largest), out _));
    }

    private static string? Read(string text) => BundleCodec.Read(Encoding.UTF8.GetBytes(text), out _);
}
