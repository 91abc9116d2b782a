using System.Diagnostics.CodeAnalysis;
using Zkml.Captures;
using Zkml.Fields;
using Zkml.Matching;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Iris;

/// <summary>
/// The public values of an iris proof as bytes, in files and bundles: those of every proof of personhood, up to the template, and with shares
/// the three commitments to them (32 each). Integers are big-endian; elements four canonical little-endian bytes each.
/// </summary>
public static class IrisPublicsCodec
{
    /// <summary>Without shares.</summary>
    public const int Length = PersonhoodPublicsCodec.Length;

    /// <summary>With the commitments to the shares.</summary>
    public const int SharedLength = Length + ShareLayout.Shares * Bytes32.Length;

    /// <exception cref="ArgumentException">They are not usable; see <see cref="IrisPublics.Problem"/>.</exception>
    public static byte[] Write(IrisPublics publics) =>
        [.. PersonhoodPublicsCodec.Write(publics), .. (publics.Shares ?? []).SelectMany(share => RowHash.WriteDigest(share).ToArray())];

    /// <summary>False unless these are the bytes of usable values.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out IrisPublics? publics)
    {
        publics = null;
        if (source.Length is not (Length or SharedLength) || !TryShares(source, out KoalaBear[][]? shares)
            || !PersonhoodPublicsCodec.TryRead(source[..Length], out PersonhoodPublics? values))
        {
            return false;
        }

        IrisPublics read = IrisPublics.Of(values) with { Shares = shares };
        publics = read.Problem is null ? read : null;
        return publics is not null;
    }

    /// <summary>Null when there are none.</summary>
    private static bool TryShares(ReadOnlySpan<byte> source, out KoalaBear[][]? shares)
    {
        shares = source.Length == Length ? null : new KoalaBear[ShareLayout.Shares][];
        bool canonical = true;
        for (int i = 0; i < (shares?.Length ?? 0); i++)
        {
            canonical &= RowHash.TryReadDigest(PersonhoodPublicsCodec.At(source, Share(i)), out KoalaBear[]? share);
            shares![i] = share ?? [];
        }

        return canonical;
    }

    private static int Share(int index) => Length + index * Bytes32.Length;
}
