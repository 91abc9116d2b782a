using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using Zkml.Integration.Support;

namespace Zkml.Up.Tests.Support;

/// <summary>docker-compose.yml as Docker reads it: merges resolved; variables as they stand.</summary>
internal sealed partial class ComposeFile
{
    public static readonly string[] Ours = ["enrollment", "prover", "attestation"];

    private readonly Dictionary<object, object> _root;

    public ComposeFile() => _root = new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(new StringReader(Text))));

    public static string Text { get; } = File.ReadAllText(Path.Combine(Repository.Root, "docker-compose.yml"));

    public IEnumerable<string> Services => Names(_root, "services");

    public IEnumerable<string> Secrets => Names(_root, "secrets");

    public Dictionary<object, object> Service(string name) => Map(Map(_root, "services"), name);

    public Dictionary<string, string> Environment(string service) =>
        Service(service).ContainsKey("environment") ? Map(Service(service), "environment").ToDictionary(pair => (string)pair.Key, pair => (string)pair.Value) : [];

    /// <summary>Target, and the name of the secret.</summary>
    public Dictionary<string, string> SecretsOf(string service) => List(Service(service), "secrets").ToDictionary(
        secret => secret as string ?? (string)((Dictionary<object, object>)secret)["target"],
        secret => secret as string ?? (string)((Dictionary<object, object>)secret)["source"]);

    public string FileOf(string secret) => (string)Map(Map(_root, "secrets"), secret)["file"];

    public static Dictionary<object, object> Map(Dictionary<object, object> node, string key) => (Dictionary<object, object>)node[key];

    public static List<object> List(Dictionary<object, object> node, string key) => (List<object>)node[key];

    /// <summary>${NAME}, ${NAME:-default} and ${NAME:?}.</summary>
    public static string Substitute(string text, IReadOnlyDictionary<string, string> variables) => Variable().Replace(text, match =>
        variables.TryGetValue(match.Groups["name"].Value, out string? value) ? value
        : match.Groups["default"] is { Success: true } other ? other.Value
        : throw new InvalidOperationException($"{match.Value} is not set."));

    private static IEnumerable<string> Names(Dictionary<object, object> node, string key) => Map(node, key).Keys.Cast<string>();

    [GeneratedRegex(@"\$\{(?<name>\w+)(:-(?<default>[^}]*)|:\?)?\}")]
    private static partial Regex Variable();
}
