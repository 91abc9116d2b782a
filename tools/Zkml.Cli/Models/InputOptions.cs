using System.CommandLine;
using System.Globalization;

namespace Zkml.Cli.Models;

/// <summary>How pixels become the model's floats: (value / 255 − mean) / std, one number or one for each channel.</summary>
internal sealed class InputOptions
{
    private readonly Option<string> _mean = new("--mean") { Description = "Subtracted from pixels in [0, 1]; one number or one for each channel.", DefaultValueFactory = _ => "0", HelpName = "M" };

    private readonly Option<string> _deviation = new("--std") { Description = "Divides after that.", DefaultValueFactory = _ => "1", HelpName = "S" };

    public void AddTo(Command command)
    {
        command.Options.Add(_mean);
        command.Options.Add(_deviation);
    }

    public ModelInputs Read(ParseResult parsed) => new(Numbers(parsed.GetRequiredValue(_mean), "--mean"), Numbers(parsed.GetRequiredValue(_deviation), "--std"));

    private static float[] Numbers(string text, string option)
    {
        string[] parts = text.Split(',');
        var numbers = new float[parts.Length];
        for (int k = 0; k < parts.Length; k++)
        {
            if (!float.TryParse(parts[k], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[k]) || !float.IsFinite(numbers[k])
                || (option == "--std" && numbers[k] == 0))
            {
                throw new UsageException($"{option} takes numbers with commas between them, such as 0.485,0.456,0.406.");
            }
        }

        return numbers;
    }
}
