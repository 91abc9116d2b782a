using System.Xml.Linq;

namespace Zkml.Architecture.Tests;

/// <summary>Dependencies point one way: a project may reference only what stands before it in the order.</summary>
public sealed class Layers
{
    private static readonly string[] Order =
    [
        "Zkml.Fields", "Zkml.Commitments", "Zkml.Protocol",
        "Zkml.Networks",
        "Zkml.Gadgets",
        "Zkml.Matching", "Zkml.Models", "Zkml.Onnx", "Zkml.Runtime", "Zkml.Quantisation",
        "Zkml.Captures", "Zkml.Credentials", "Zkml.Statements",
        "Zkml.Device", "Zkml.Imaging",
        "Zkml.Contracts", "Zkml.Hosting", "Zkml.FaceModels", "Zkml.Enrollment", "Zkml.Prover", "Zkml.Attestation",
        "Zkml.Cli",
    ];

    private static readonly string[] SourceFolders = ["proofs", "models", "statements", "devices", "contracts", "services", "tools"];

    private static readonly string[] Services = ["Zkml.Enrollment", "Zkml.Prover", "Zkml.Attestation"];

    public static TheoryData<string> Projects => [.. Repository.Files("*.csproj", SourceFolders)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_earlier_layers(string project)
    {
        int layer = Array.IndexOf(Order, NameOf(project));
        Assert.True(layer >= 0, $"{project} has no place in the order of layers");

        foreach (string reference in References(project))
        {
            int other = Array.IndexOf(Order, NameOf(reference));
            Assert.True(other >= 0 && other < layer, $"{project} must not reference {reference}");
        }
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_proof_engine_below_the_command_line_has_no_packages(string project)
    {
        if (project.StartsWith("proofs/", StringComparison.Ordinal))
        {
            Assert.Empty(Document(project).Descendants("PackageReference"));
        }
    }

    [Fact]
    public void A_third_party_checks_credentials_without_any_package_or_framework_but_NET()
    {
        XDocument project = Document("statements/Zkml.Credentials/Zkml.Credentials.csproj");

        Assert.Empty(project.Descendants("PackageReference").Concat(project.Descendants("FrameworkReference")));
    }

    [Theory]
    [InlineData("statements/Zkml.Statements/Zkml.Statements.csproj")]
    [InlineData("models/Zkml.Matching/Zkml.Matching.csproj")]
    public void Verifiers_and_matchers_run_no_model_and_read_no_model_file(string project)
    {
        string[] reached = [.. Closure(project)];

        Assert.DoesNotContain(reached.Select(NameOf), name => name is "Zkml.Onnx" or "Zkml.Runtime");
        Assert.DoesNotContain(
            reached.SelectMany(p => Document(p).Descendants("PackageReference")).Select(e => (string)e.Attribute("Include")!), package => package != "System.Formats.Cbor");
    }

    [Fact]
    public void Contracts_depend_on_nothing()
    {
        XDocument project = Document("contracts/Zkml.Contracts/Zkml.Contracts.csproj");

        Assert.DoesNotContain(project.Descendants(), e => e.Name.LocalName.EndsWith("Reference", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_proof_engine_models_and_statements_know_nothing_of_services(string project)
    {
        string[] services = ["Zkml.Contracts", "Zkml.Hosting", "Zkml.FaceModels", .. Services];
        if (project.StartsWith("contracts/", StringComparison.Ordinal) || project.StartsWith("services/", StringComparison.Ordinal)
            || project.StartsWith("tools/", StringComparison.Ordinal))
        {
            return;
        }

        Assert.DoesNotContain(References(project).Select(NameOf), services.Contains);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Services_speak_to_each_other_by_messages_only(string project)
    {
        if (project.StartsWith("services/", StringComparison.Ordinal))
        {
            Assert.DoesNotContain(References(project).Select(NameOf), Services.Contains);
        }
    }

    [Fact]
    public void Only_the_bus_of_Hosting_knows_the_library_behind_it()
    {
        IEnumerable<string> knowing = Repository.Files("*.cs", SourceFolders).Where(file => File.ReadAllText(Repository.Absolute(file)).Contains("using MassTransit", StringComparison.Ordinal));

        Assert.All(knowing, file => Assert.StartsWith("services/Hosting/Bus/", file, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Unsafe_code_is_allowed_in_Fields_only(string project)
    {
        bool allowed = Document(project).Descendants("AllowUnsafeBlocks").Any(e => (bool)e);

        Assert.True(!allowed || NameOf(project) == "Zkml.Fields", $"{project} allows unsafe code");
    }

    private static string NameOf(string project) => Path.GetFileNameWithoutExtension(project.Replace('\\', '/'));

    /// <summary>The project and all that it needs.</summary>
    private static IEnumerable<string> Closure(string project) => References(project)
        .SelectMany(reference => Closure(Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, Path.GetDirectoryName(project)!, reference.Replace('\\', '/')))))
        .Append(project)
        .Distinct();

    private static IEnumerable<string> References(string project) =>
        Document(project).Descendants("ProjectReference").Select(e => (string)e.Attribute("Include")!);

    private static XDocument Document(string project) => XDocument.Load(Repository.Absolute(project));
}
