using Zkml.Fields;

namespace Zkml.Statements.Face;

/// <summary>The private inputs of a match proof: both templates with the blindings of their commitments. Zeroed on dispose; has no text form.</summary>
public sealed class FaceMatchSecrets : IDisposable
{
    /// <param name="first">Values of a template.</param>
    /// <param name="firstBlinding">8 elements.</param>
    /// <param name="second">Of another.</param>
    /// <param name="secondBlinding">8 elements.</param>
    public FaceMatchSecrets(int[] first, KoalaBear[] firstBlinding, int[] second, KoalaBear[] secondBlinding) =>
        (Values, Blindings) = ([first, second], [firstBlinding, secondBlinding]);

    public int[][] Values { get; }

    public KoalaBear[][] Blindings { get; }

    public void Dispose()
    {
        Array.ForEach(Values, Array.Clear);
        Array.ForEach(Blindings, Array.Clear);
    }

    public override string ToString() => nameof(FaceMatchSecrets);
}
