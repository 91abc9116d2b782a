using System.Text.Json.Nodes;

namespace Zkml.Contracts.Tests;

/// <summary>
/// What others read stands in the repository, and is what the code says. ZKML_WRITE_CONTRACTS=1 writes it anew; a change of a published schema
/// that is no addition needs a new name.
/// </summary>
public sealed class PublishedDocuments
{
    private static readonly string Folder = Path.Combine(Root(AppContext.BaseDirectory), "contracts");

    public static TheoryData<string> Names => Samples.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void The_schema_of_a_message_is_that_of_its_record(string name)
    {
        Same(Path.Combine("schemas", name + ".json"), MessageSchema.Write(MessageCatalogue.Find(name)!));
    }

    [Fact]
    public void The_AsyncAPI_document_is_that_of_the_catalogue()
    {
        Same("asyncapi.yaml", AsyncApiDocument.Write());
    }

    [Fact]
    public void There_is_no_schema_without_a_message()
    {
        Assert.Equal(
            MessageCatalogue.All.Select(message => message.Name + ".json"),
            Directory.GetFiles(Path.Combine(Folder, "schemas")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_schema_has_the_properties_of_the_body(string name)
    {
        MessageType type = MessageCatalogue.Find(name)!;
        JsonObject body = (JsonObject)JsonNode.Parse(type.Write(Samples.Of(type)))!;
        JsonObject properties = (JsonObject)MessageSchema.Of(type)["properties"]!;

        Assert.Equal(body.Select(pair => pair.Key), properties.Select(pair => pair.Key));
        Assert.All(properties, pair => Assert.True(pair.Value is JsonObject { Count: > 0 }, pair.Key));
    }

    private static void Same(string file, string expected)
    {
        string path = Path.Combine(Folder, file);
        if (Environment.GetEnvironmentVariable("ZKML_WRITE_CONTRACTS") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.ReadAllText(path));
    }

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "Zkml.sln")) ? folder
        : Path.GetDirectoryName(folder) is { } parent ? Root(parent)
        : throw new InvalidOperationException("The tests do not lie inside the repository.");
}
