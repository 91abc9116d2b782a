using System.CommandLine;
using Spectre.Console;
using Zkml.Credentials;

namespace Zkml.Cli.Holders;

/// <summary>`zkml holder new`: the key that a person's credentials are bound to; wallets have their own.</summary>
public static class HolderCommand
{
    public static Command Create(Output output)
    {
        var outFolder = new Option<string>("--out") { Description = "New folder for the key.", HelpName = "DIR", Required = true };
        var command = new Command("new", """
            Make a holder's key: holder.jwk for services, and the private key for you only.
            Example: zkml holder new --out holder
            """) { outFolder };
        command.SetAction(parsed =>
        {
            var folder = new HolderFolder(parsed.GetRequiredValue(outFolder));
            EcPublicJwk key = folder.Create();
            output.Write(new HolderReport(folder.PublicKeyFile, key.Thumbprint()), ZkmlJson.Default.HolderReport, screen =>
                screen.WriteLine($"{folder.PublicKeyFile}: {key.Thumbprint()}"));
            return ExitCode.Ok;
        });
        return new Command("holder", "Keys of people, which credentials are bound to.") { command };
    }
}
