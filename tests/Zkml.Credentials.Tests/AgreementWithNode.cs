using System.Text.Json;
using System.Text.Json.Nodes;

namespace Zkml.Credentials.Tests;

public sealed class AgreementWithNode
{
    [Fact]
    public void The_verifier_for_Node_gives_every_credential_of_the_corpus_the_same_reason()
    {
        string file = Path.Combine(Path.GetTempPath(), $"zkml-corpus-{Guid.NewGuid():N}.json");
        try
        {
            File.WriteAllText(file, new JsonArray([.. Corpus.All.Select(Request)]).ToJsonString());
            (int exit, string output) = NodeClient.Run("verify-credential.mjs", file);

            string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.True(exit == 1 && lines.Length == Corpus.All.Count, output);
            string[] ours = [.. Corpus.All.Select(item => $"{item.Name} -> {Samples.Verify(item.Presentation, item.Policy).Reason}")];
            string[] theirs = [.. Corpus.All.Zip(lines, (item, line) => $"{item.Name} -> {JsonNode.Parse(line)!["reason"]}")];
            Assert.Equal(ours, theirs);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_verifier_for_Node_reads_the_same_claims()
    {
        string file = Path.Combine(Path.GetTempPath(), $"zkml-claims-{Guid.NewGuid():N}.json");
        try
        {
            CorpusCase item = Corpus.All[0];
            File.WriteAllText(file, Request(item).ToJsonString());
            (int exit, string output) = NodeClient.Run("verify-credential.mjs", file);

            Assert.True(exit == 0, output);
            JsonNode claims = JsonNode.Parse(output)!["claims"]!;
            Assert.True(JsonNode.DeepEquals(claims, JsonSerializer.SerializeToNode(Samples.Verify(item.Presentation, item.Policy).Claims)), output);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_tests_of_the_verifier_for_Node_pass()
    {
        (int exit, string output) = NodeClient.Run("--test");

        Assert.True(exit == 0, output);
    }

    [Fact]
    public void The_lock_file_of_the_verifier_for_Node_names_no_registry()
    {
        string lockFile = File.ReadAllText(Path.Combine(Repository.Root, "clients", "node", "package-lock.json"));

        Assert.DoesNotContain("\"resolved\"", lockFile, StringComparison.Ordinal);
    }

    private static JsonObject Request(CorpusCase item)
    {
        VerificationPolicy policy = item.Policy;
        var json = new JsonObject
        {
            ["issuer"] = policy.Issuer,
            ["jwks"] = JsonNode.Parse(policy.IssuerKeys.Write()),
            ["vct"] = policy.CredentialType,
            ["status_token"] = policy.StatusToken,
            ["status_within_time_to_live"] = policy.StatusWithinTimeToLive,
            ["required_claims"] = new JsonArray([.. policy.RequiredClaims.Select(name => (JsonNode)name)]),
            ["clock_skew"] = (long)policy.ClockSkew.TotalSeconds,
            ["now"] = Samples.Now.ToUnixTimeSeconds(),
        };
        if (policy.KeyBinding is KeyBindingExpectation expected)
        {
            json["key_binding"] = new JsonObject
            {
                ["audience"] = expected.Audience,
                ["nonce"] = expected.Nonce,
                ["maximum_age"] = (long)expected.MaximumAge.TotalSeconds,
            };
        }

        return new JsonObject { ["presentation"] = item.Presentation, ["policy"] = json };
    }
}
