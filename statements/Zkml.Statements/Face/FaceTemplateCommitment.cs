using Zkml.Fields;
using Zkml.Networks;
using Zkml.Statements.Inference;

namespace Zkml.Statements.Face;

/// <summary>
/// The commitment to the template of a face: Poseidon2 over 8 blinding elements and the model's output, three values to an element, counted from the
/// least. The model's name, the number of values and the least one are in the domain: templates of two models are never committed to alike.
/// </summary>
public sealed class FaceTemplateCommitment
{
    /// <param name="modelName">See <see cref="PixelModel.Name"/>.</param>
    /// <param name="count">Of values.</param>
    /// <param name="interval">All values are within; at most 256.</param>
    public FaceTemplateCommitment(string modelName, int count, Interval interval) =>
        Output = new OutputCommitment($"zkml face template 1 {modelName}", count, interval);

    public static FaceTemplateCommitment For(PixelModel model) => new(model.Name, model.Network.Output.Shape.Count, model.Network.Output.Interval);

    internal OutputCommitment Output { get; }

    /// <param name="values">Of the template.</param>
    /// <param name="blinding">8 uniform elements, never used twice.</param>
    public KoalaBear[] Commit(ReadOnlySpan<int> values, ReadOnlySpan<KoalaBear> blinding) => Output.Commit(values, blinding);
}
