using System.CommandLine;
using Zkml.Cli.Models;
using Zkml.Statements.Inference;

namespace Zkml.Cli.Proofs;

/// <summary>The options of `zkml prove model`.</summary>
internal sealed class InferenceOptions
{
    private readonly Option<string> _model = new("--model") { Description = "A quantised ONNX file.", HelpName = "FILE", Required = true };
    private readonly Option<string> _input = new("--input") { Description = "An image of the model's size, or a JSON array of its floats.", HelpName = "FILE", Required = true };
    private readonly Option<string> _disclose = new("--disclose") { Description = "What the proof shows of the output: output or commitment.", HelpName = "WHAT", DefaultValueFactory = _ => "output" };
    private readonly Option<string?> _opening = new("--opening") { Description = "With --disclose commitment: where to write the secret that opens it; a new file.", HelpName = "FILE" };
    private readonly Option<bool> _private = new("--private-model") { Description = "Keep the weights secret; needs --commitment and --secret of `zkml model commit`." };
    private readonly Option<string?> _commitment = new("--commitment") { Description = "The commitment to the private model.", HelpName = "FILE" };
    private readonly Option<string?> _secret = new("--secret") { Description = "The secret of that commitment.", HelpName = "FILE" };
    private readonly Option<string> _out = new("--out") { Description = "Where to write the proof.", HelpName = "FILE", DefaultValueFactory = _ => "model.zkp" };
    private readonly InputOptions _pixels = new();

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_model, _input, _disclose, _opening, _private, _commitment, _secret, _out])
        {
            command.Options.Add(option);
        }

        _pixels.AddTo(command);
    }

    public InferenceRequest Read(ParseResult parsed)
    {
        Disclosure disclosure = parsed.GetValue(_disclose) switch
        {
            "output" => Disclosure.Output,
            "commitment" => Disclosure.Commitment,
            _ => throw new UsageException("--disclose takes output or commitment."),
        };
        string? opening = parsed.GetValue(_opening), commitment = parsed.GetValue(_commitment), secret = parsed.GetValue(_secret);
        if (disclosure == Disclosure.Commitment != opening is not null)
        {
            throw new UsageException("--disclose commitment needs --opening, and nothing else does: who has no secret cannot open the commitment.");
        }

        bool isPrivate = parsed.GetValue(_private);
        if (isPrivate != (commitment is not null) || isPrivate != (secret is not null))
        {
            throw new UsageException("--private-model needs --commitment and --secret, and nothing else does.");
        }

        var model = ModelFile.Import(parsed.GetRequiredValue(_model));
        int[] input = _pixels.Read(parsed).ReadIntegers(parsed.GetRequiredValue(_input), model);
        return new InferenceRequest(model, input, disclosure, parsed.GetRequiredValue(_out)) { Opening = opening, Commitment = commitment, Secret = secret };
    }
}
