using System.Text;
using System.Text.Json.Nodes;

namespace Zkml.Contracts.Tests;

public sealed class WireForm
{
    public static TheoryData<string> Names => Samples.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_message_survives_writing_and_reading(string name)
    {
        MessageType type = MessageCatalogue.Find(name)!;
        byte[] body = type.Write(Samples.Of(type));

        Assert.True(type.TryRead(body, out Message? read, out string? problem), problem);
        Assert.Equal(Encoding.UTF8.GetString(body), Encoding.UTF8.GetString(type.Write(read)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_property_is_required(string name)
    {
        MessageType type = MessageCatalogue.Find(name)!;
        foreach (string property in Sample(type).Select(pair => pair.Key).ToArray())
        {
            JsonObject body = Sample(type);
            body.Remove(property);
            Assert.False(Reads(type, body.ToJsonString()), property);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Null_text_and_objects_are_refused_for_every_property(string name)
    {
        MessageType type = MessageCatalogue.Find(name)!;
        foreach (string property in Sample(type).Select(pair => pair.Key).ToArray())
        {
            foreach (JsonNode? wrong in new JsonNode?[] { null, "", "x", new JsonObject(), -1, 0.5, true, new JsonArray("x"), new JsonArray((JsonNode?)null) })
            {
                JsonObject body = Sample(type);
                body[property] = wrong;
                Assert.False(Reads(type, body.ToJsonString()), $"{property}: {wrong?.ToJsonString()}");
            }
        }
    }

    [Fact]
    public void Identifiers_must_not_be_zero()
    {
        Refused(body => body["captureId"] = Guid.Empty.ToString());
    }

    [Theory]
    [InlineData("Capture-Gone")]
    [InlineData("0")]
    [InlineData("capture-gone, quality")]
    [InlineData("the pixel at 3,7 was 211")]
    public void Codes_have_one_spelling(string code)
    {
        Refused(body => body["reason"] = code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("\"text\"")]
    public void Other_JSON_is_refused(string body)
    {
        Assert.False(Reads(MessageCatalogue.Of<ProofRejected>(), body));
    }

    [Fact]
    public void A_property_given_twice_trailing_bytes_and_comments_are_refused()
    {
        MessageType type = MessageCatalogue.Of<ProofRejected>();
        string body = Sample(type).ToJsonString();

        Assert.False(Reads(type, body.Replace("{", "{\"reason\":\"quality\",", StringComparison.Ordinal)));
        Assert.False(Reads(type, body + "x"));
        Assert.False(Reads(type, body + body));
        Assert.False(Reads(type, body + "/* comment */"));
    }

    [Fact]
    public void Properties_of_a_later_version_are_ignored()
    {
        JsonObject body = Sample(MessageCatalogue.Of<ProofRejected>());
        body["later"] = new JsonObject { ["a"] = 1 };

        Assert.True(Reads(MessageCatalogue.Of<ProofRejected>(), body.ToJsonString()));
    }

    [Fact]
    public void A_body_above_the_limit_is_refused_unread()
    {
        JsonObject body = Sample(MessageCatalogue.Of<ProofRejected>());
        body["later"] = new string('x', MessageType.LargestBody);

        Assert.False(Reads(MessageCatalogue.Of<ProofRejected>(), body.ToJsonString()));
    }

    [Fact]
    public void A_refusal_quotes_no_value()
    {
        JsonObject body = Sample(MessageCatalogue.Of<ProofRejected>());
        body["reason"] = "canary";
        MessageCatalogue.Of<ProofRejected>().TryRead(Encoding.UTF8.GetBytes(body.ToJsonString()), out _, out string? problem);

        Assert.DoesNotContain("canary", problem);
    }

    [Fact]
    public void A_sender_cannot_write_a_value_out_of_bounds()
    {
        ProofStarted message = (ProofStarted)Samples.Of(MessageCatalogue.Of<ProofStarted>()) with { Attempt = 0 };

        Assert.Throws<ArgumentException>(() => MessageCatalogue.Of(message).Write(message));
    }

    private static void Refused(Action<JsonObject> change)
    {
        MessageType type = MessageCatalogue.Of<ProofRejected>();
        JsonObject body = Sample(type);
        Assert.True(Reads(type, body.ToJsonString()));
        change(body);
        Assert.False(Reads(type, body.ToJsonString()));
    }

    private static JsonObject Sample(MessageType type) => (JsonObject)JsonNode.Parse(type.Write(Samples.Of(type)))!;

    private static bool Reads(MessageType type, string body) => type.TryRead(Encoding.UTF8.GetBytes(body), out _, out _);
}
