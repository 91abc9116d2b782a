using System.CommandLine;

namespace Zkml.Cli.Services;

/// <summary>Which service, and the caller's key.</summary>
public sealed class ServiceOptions
{
    private readonly Option<string> _service = new("--service") { Description = "Address of the Enrollment service.", HelpName = "URL", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
    private readonly Option<string> _key = new("--api-key-file") { Description = "File with the API key.", HelpName = "FILE", Required = true };

    public void AddTo(Command command)
    {
        command.Options.Add(_service);
        command.Options.Add(_key);
    }

    public string Address(ParseResult parsed) => parsed.GetRequiredValue(_service);

    public ServiceClient Open(ParseResult parsed) => ServiceClient.Of(Address(parsed), parsed.GetRequiredValue(_key));
}
