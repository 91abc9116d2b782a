using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Zkml.Fields;

/// <summary>
/// Products of vectors over E with matrices of 16-bit integers, such as the weights of a network. A Montgomery word times a plain integer is the
/// Montgomery word of the product, so sums are taken over the integers and reduced once.
/// </summary>
/// <remarks>|word · entry| &lt; 2^31 · 2^15: 2^16 rows sum to less than 2^62. About 0.2 ns a weight, where the matrix is in the cache.</remarks>
public static class IntegerMatrix
{
    private const int MaxRows = 1 << 16;

    /// <summary>destination[i] += Σ_o weights[o]·matrix[o, i].</summary>
    /// <param name="weights">One for each row.</param>
    /// <param name="matrix">Rows × columns, row by row.</param>
    /// <param name="destination">One for each column.</param>
    public static void AddTransposed(ExtVector weights, ReadOnlySpan<short> matrix, ExtVector destination)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(matrix.Length, checked(weights.Length * destination.Length), nameof(matrix));
        int columns = destination.Length;
        for (int first = 0; first < weights.Length; first += MaxRows)
        {
            int rows = Math.Min(MaxRows, weights.Length - first);
            var part = new Part(weights.Slice(first, rows), matrix.Slice(first * columns, rows * columns), destination);
            int column = 0;
            if (Lane16.IsSupported)
            {
                for (; column <= columns - 32; column += 32)
                {
                    part.Add32(column);
                }

                for (; column <= columns - 8; column += 8)
                {
                    part.Add8(column);
                }
            }

            for (; column < columns; column++)
            {
                part.AddOne(column);
            }
        }
    }

    private static uint Residue(long sum)
    {
        long rest = sum % KoalaBear.Modulus;
        return (uint)(rest + (KoalaBear.Modulus & (rest >> 63)));
    }

    private readonly ref struct Part(ExtVector weights, ReadOnlySpan<short> matrix, ExtVector destination)
    {
        private readonly ReadOnlySpan<short> _matrix = matrix;

        /// <summary>The definition.</summary>
        public void AddOne(int column)
        {
            for (int c = 0; c < Ext.Degree; c++)
            {
                ReadOnlySpan<uint> words = weights.Plane(c);
                long sum = 0;
                for (int o = 0; o < words.Length; o++)
                {
                    sum += (long)words[o] * _matrix[o * destination.Length + column];
                }

                Add(c, column, sum);
            }
        }

        public void Add8(int column)
        {
            ref short entry = ref Unsafe.AsRef(in _matrix[column]);
            ref uint words = ref weights.Reference;
            nuint stride = (nuint)weights.Stride, rows = (nuint)weights.Length, columns = (nuint)destination.Length;
            Vector512<long> s0 = default, s1 = default, s2 = default, s3 = default;
            for (nuint o = 0; o < rows; o++)
            {
                Vector512<int> x = Load(ref entry, o * columns);
                s0 += Avx512F.Multiply(x, Word(ref words, o));
                s1 += Avx512F.Multiply(x, Word(ref words, o + stride));
                s2 += Avx512F.Multiply(x, Word(ref words, o + 2 * stride));
                s3 += Avx512F.Multiply(x, Word(ref words, o + 3 * stride));
            }

            Add(column, s0, s1, s2, s3);
        }

        /// <remarks>Sixteen sums in registers: a weight is loaded once for four products, a coefficient once for 32.</remarks>
        public void Add32(int column)
        {
            ref short entry = ref Unsafe.AsRef(in _matrix[column]);
            ref uint words = ref weights.Reference;
            nuint stride = (nuint)weights.Stride, rows = (nuint)weights.Length, columns = (nuint)destination.Length;
            Vector512<long> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
            Vector512<long> c0 = default, c1 = default, c2 = default, c3 = default, d0 = default, d1 = default, d2 = default, d3 = default;
            for (nuint o = 0; o < rows; o++)
            {
                nuint row = o * columns;
                Vector512<int> a = Load(ref entry, row), b = Load(ref entry, row + 8), c = Load(ref entry, row + 16), d = Load(ref entry, row + 24);
                Vector512<int> w = Word(ref words, o);
                a0 += Avx512F.Multiply(a, w);
                b0 += Avx512F.Multiply(b, w);
                c0 += Avx512F.Multiply(c, w);
                d0 += Avx512F.Multiply(d, w);
                w = Word(ref words, o + stride);
                a1 += Avx512F.Multiply(a, w);
                b1 += Avx512F.Multiply(b, w);
                c1 += Avx512F.Multiply(c, w);
                d1 += Avx512F.Multiply(d, w);
                w = Word(ref words, o + 2 * stride);
                a2 += Avx512F.Multiply(a, w);
                b2 += Avx512F.Multiply(b, w);
                c2 += Avx512F.Multiply(c, w);
                d2 += Avx512F.Multiply(d, w);
                w = Word(ref words, o + 3 * stride);
                a3 += Avx512F.Multiply(a, w);
                b3 += Avx512F.Multiply(b, w);
                c3 += Avx512F.Multiply(c, w);
                d3 += Avx512F.Multiply(d, w);
            }

            Add(column, a0, a1, a2, a3);
            Add(column + 8, b0, b1, b2, b3);
            Add(column + 16, c0, c1, c2, c3);
            Add(column + 24, d0, d1, d2, d3);
        }

        /// <summary>Eight entries, each in the low half of 64 bits, which is what the signed multiplication reads.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector512<int> Load(ref short entry, nuint index) =>
            Avx512F.ConvertToVector512Int64(Vector128.LoadUnsafe(ref entry, index)).AsInt32();

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector512<int> Word(ref uint words, nuint index) => Vector512.Create((int)Unsafe.Add(ref words, index));

        private void Add(int column, Vector512<long> s0, Vector512<long> s1, Vector512<long> s2, Vector512<long> s3)
        {
            for (int i = 0; i < 8; i++)
            {
                Add(0, column + i, s0[i]);
                Add(1, column + i, s1[i]);
                Add(2, column + i, s2[i]);
                Add(3, column + i, s3[i]);
            }
        }

        private void Add(int coefficient, int column, long sum)
        {
            ref uint target = ref destination.Plane(coefficient)[column];
            target = (KoalaBear.FromMontgomery(target) + KoalaBear.FromMontgomery(Residue(sum))).Montgomery;
        }
    }
}
