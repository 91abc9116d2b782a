using System.Diagnostics.CodeAnalysis;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Face;

/// <summary>The public values of a face proof as bytes, in files and bundles: those of every proof of personhood, 156 bytes.</summary>
public static class FacePublicsCodec
{
    public const int Length = PersonhoodPublicsCodec.Length;

    /// <exception cref="ArgumentException">They are not usable; see <see cref="FacePublics.Problem"/>.</exception>
    public static byte[] Write(FacePublics publics) => PersonhoodPublicsCodec.Write(publics);

    /// <summary>False unless these are the bytes of usable values.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out FacePublics? publics)
    {
        publics = PersonhoodPublicsCodec.TryRead(source, out PersonhoodPublics? values) ? FacePublics.Of(values) : null;
        publics = publics?.Problem is null ? publics : null;
        return publics is not null;
    }
}
