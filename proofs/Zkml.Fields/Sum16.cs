using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Zkml.Fields;

/// <summary>
/// A sum of products that is reduced at the end only. Of terms t &lt; 2^64 each 64-bit lane keeps Σ t mod 2^64 and H = Σ ⌊t/2^32⌋.
/// The sum of low words is Σ t − 2^32·H; below 2^32 terms over all lanes it is below 2^64, so that this difference mod 2^64 is exact.
/// </summary>
/// <remarks>
/// Six additions and shifts per coefficient and 16 elements, where reduction and addition take sixteen instructions. Adding is a call
/// on purpose: the sixteen vectors live in memory anyway, and inlined products exhaust the JIT's budget
/// (see <see cref="ExtLane{TLane}.Product"/>).
/// </remarks>
public struct Sum16 : IProductSum<Sum16, Lane16>
{
    private Coefficient _c0;
    private Coefficient _c1;
    private Coefficient _c2;
    private Coefficient _c3;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void AddProduct(in ExtLane<Lane16> x, in ExtLane<Lane16> y)
    {
        Lane16.Unreduced product = Lane16.MultiplyUnreduced(in x, in y);
        _c0.Add(product.Even0, product.Odd0);
        _c1.Add(product.Even1, product.Odd1);
        _c2.Add(product.Even2, product.Odd2);
        _c3.Add(product.Even3, product.Odd3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(in ExtLane<Lane16> x, Lane16 y)
    {
        _c0.Add(Lane16.MultiplyUnreduced(x.C0, y));
        _c1.Add(Lane16.MultiplyUnreduced(x.C1, y));
        _c2.Add(Lane16.MultiplyUnreduced(x.C2, y));
        _c3.Add(Lane16.MultiplyUnreduced(x.C3, y));
    }

    /// <remarks>
    /// Inlined, or the sums would be address-exposed: a kernel of one sum by base elements keeps all sixteen vectors in registers,
    /// 0.38 ns an element; on the stack, aligned to 16 bytes by chance, it took 0.44 to 1.1 ns.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Ext Total() => new(_c0.Total(), _c1.Total(), _c2.Total(), _c3.Total());

    /// <summary>Sums of one coefficient, of the even and of the odd elements.</summary>
    private struct Coefficient
    {
        private Vector512<ulong> _even;
        private Vector512<ulong> _evenHigh;
        private Vector512<ulong> _odd;
        private Vector512<ulong> _oddHigh;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add((Vector512<ulong> Even, Vector512<ulong> Odd) terms) => Add(terms.Even, terms.Odd);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(Vector512<ulong> even, Vector512<ulong> odd)
        {
            _even += even;
            _evenHigh += even >> 32;
            _odd += odd;
            _oddHigh += odd >> 32;
        }

        /// <remarks>(low + 2^32·high)/2^32 mod p, where low and high are the sums over all 16 lanes.</remarks>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly KoalaBear Total()
        {
            ulong high = Vector512.Sum(_evenHigh + _oddHigh);
            ulong low = Vector512.Sum(_even + _odd) - (high << 32);
            return KoalaBear.FromMontgomery(KoalaBear.Reduce(low % KoalaBear.Modulus))
                + KoalaBear.FromMontgomery((uint)(high % KoalaBear.Modulus));
        }
    }
}
