using System.CommandLine;
using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Matching.Templates;
using Zkml.Models.Iris;
using Zkml.Statements.Iris;

namespace Zkml.Cli.Proofs;

/// <summary>What `zkml prove iris` works on.</summary>
public sealed record IrisRequest(IrisParameters Parameters, IrisPublics Publics, IrisSecrets Secrets, string Out);

/// <summary>The options of `zkml prove iris`.</summary>
public sealed class IrisOptions
{
    private readonly CaptureProofOptions _capture = new();
    private readonly Option<int> _quality = new("--quality-floor") { Description = "Valid bits of the template, of 16384.", HelpName = "N", DefaultValueFactory = _ => 8192 };
    private readonly Option<bool> _shared = new("--shared") { Description = "Also commit to three shares of the template." };
    private readonly Option<string> _rule = new("--mask") { Description = "Which bits count: simple or open-iris.", HelpName = "RULE", DefaultValueFactory = _ => "simple" };
    private readonly Option<string?> _template = new("--template-out") { Description = "Also write the template, as open-iris does (secret: only you may read it).", HelpName = "FILE" };
    private readonly Option<string> _out = new("--out") { Description = "Where to write the proof.", HelpName = "FILE", DefaultValueFactory = _ => "iris.zkp" };

    public void AddTo(Command command)
    {
        _capture.AddTo(command);
        foreach (Option option in (Option[])[_quality, _shared, _rule, _template, _out])
        {
            command.Options.Add(option);
        }
    }

    public IrisRequest Read(ParseResult parsed)
    {
        CaptureRequest request = _capture.Read(parsed);
        using CapturePackage package = request.Package;
        CaptureManifest manifest = request.Manifest;
        if (manifest.Shape.Modality != CaptureModality.IrisNormalised)
        {
            throw new UsageException("The capture is of a face; this proof is about an iris.");
        }

        var parameters = new IrisParameters(
            manifest.Shape.Width, request.Registry.Depth, manifest.DigestAlgorithm, parsed.GetValue(_shared), Options.Rule(parsed.GetRequiredValue(_rule)));
        KoalaBear[] blinding = Poseidon2Commitment.RandomBlinding();
        IrisSecrets secrets = IrisSecrets.Of(package, request.Key, request.Membership, blinding);
        using IrisTemplate template = IrisCode.Template(secrets.Pixels, secrets.Mask, parameters.Width, parameters.Rule);
        SecretShares? shares = parameters.Shared ? SecretShares.Of(template) : null;
        IrisPublics publics = new IrisPublics(
            request.Registry.Root, request.Registry.Current.Number, request.Nonce, manifest.HolderThumbprint, request.NotBefore, request.NotAfter,
            request.MinimumFirmware, parsed.GetValue(_quality), TemplateCommitment.Commit(template, blinding)) { Shares = shares?.Commitments() };
        if (publics.Problem is { } problem)
        {
            throw new UsageException(problem);
        }

        WriteTemplate(parsed.GetValue(_template), template);
        return new IrisRequest(parameters, publics, secrets.With(shares), parsed.GetRequiredValue(_out));
    }

    private static void WriteTemplate(string? path, IrisTemplate template)
    {
        if (path is null)
        {
            return;
        }

        byte[] json = IrisTemplateJson.Write(template);
        try
        {
            OutputFile.Write(path, json, CaptureProofOptions.OwnerOnly);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(json);
        }
    }
}
