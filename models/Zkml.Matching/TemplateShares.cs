using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Zkml.Matching.Templates;

namespace Zkml.Matching;

/// <summary>
/// Three uniform vectors whose sum modulo 2^16 is what <see cref="ShareLayout"/> describes: additive sharing. Each alone, and any two together, are
/// uniform and so independent of the template. Zeroed on dispose.
/// </summary>
public sealed class TemplateShares : IDisposable
{
    private readonly ushort[][] _shares;

    private TemplateShares(ushort[][] shares) => _shares = shares;

    /// <summary>Share 0, 1 or 2.</summary>
    public ushort[] this[int index] => _shares[index];

    public static TemplateShares Split(IrisTemplate template)
    {
        ArgumentNullException.ThrowIfNull(template);
        ushort[] first = Uniform(), second = Uniform(), third = new ushort[ShareLayout.Length];
        for (int i = 0; i < ShareLayout.Bits; i++)
        {
            int mask = template.Mask(i), m = ShareLayout.Bits + i;
            third[i] = (ushort)((2 * template.Code(i) - 1) * mask - first[i] - second[i]);
            third[m] = (ushort)(mask - first[m] - second[m]);
        }

        return new TemplateShares([first, second, third]);
    }

    /// <summary>What store 0, 1 or 2 holds: the share of its number and the next one. The caller disposes it.</summary>
    public StoreShares ForStore(int store)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)store, (uint)ShareLayout.Shares);
        return new StoreShares(store, [.. _shares[store]], [.. _shares[(store + 1) % ShareLayout.Shares]]);
    }

    public void Dispose()
    {
        foreach (ushort[] share in _shares)
        {
            Array.Clear(share);
        }
    }

    /// <summary>Shares are nobody's to print.</summary>
    public override string ToString() => nameof(TemplateShares);

    private static ushort[] Uniform()
    {
        var values = new ushort[ShareLayout.Length];
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
