using System.CommandLine;
using Zkml.Device.Keys;

namespace Zkml.Cli.Devices;

/// <summary>The three options that put a key into a PKCS#11 token instead of a file.</summary>
public sealed class TokenOptions
{
    private readonly Option<string?> _module = new("--token-module") { Description = "PKCS#11 module: make the key inside a token (PIN in ZKML_TOKEN_PIN).", HelpName = "FILE" };
    private readonly Option<string?> _token = new("--token") { Description = "The token's label." };
    private readonly Option<string?> _key = new("--token-key") { Description = "The key's label in the token." };

    public void AddTo(Command command)
    {
        command.Options.Add(_module);
        command.Options.Add(_token);
        command.Options.Add(_key);
    }

    /// <summary>Null: a key in a file.</summary>
    public Pkcs11Location? Read(ParseResult parsed) => (parsed.GetValue(_module), parsed.GetValue(_token), parsed.GetValue(_key)) switch
    {
        (null, null, null) => null,
        ({ } module, { } token, { } key) => new Pkcs11Location(module, token, key),
        _ => throw new UsageException("--token-module, --token and --token-key belong together."),
    };
}
