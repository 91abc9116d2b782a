using System.Text;
using Zkml.Matching.Templates;

namespace Zkml.Fuzz;

/// <summary>The reader of templates: what it takes has the bits that are in the text, whatever the white space around them.</summary>
public sealed class TemplateTarget : IFuzzTarget
{
    public string Name => "template";

    public IReadOnlyList<byte[]> Seeds { get; } = [Write(0x00, 0xFF), Write(0xA5, 0x3C)];

    public void Run(ReadOnlySpan<byte> input)
    {
        if (!IrisTemplateJson.TryRead(input, out IrisTemplate? template, out _))
        {
            return;
        }

        foreach (byte[] text in LongStrings(IrisTemplateJson.Write(template)))
        {
            if (input.IndexOf(text) < 0)
            {
                throw new InvalidOperationException("A template was read that the text does not hold.");
            }
        }
    }

    private static byte[] Write(byte code, byte mask) => IrisTemplateJson.Write(IrisTemplate.OfPacked(
        [.. Enumerable.Repeat(code, IrisTemplate.PackedLength)], [.. Enumerable.Repeat(mask, IrisTemplate.PackedLength)]));

    /// <summary>Code and mask in base64.</summary>
    private static IEnumerable<byte[]> LongStrings(byte[] json) =>
        Encoding.UTF8.GetString(json).Split('"').Where(text => text.Length > 1000).Select(Encoding.UTF8.GetBytes);
}
