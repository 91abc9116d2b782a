using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Zkml.Fields;

/// <summary>
/// An element of the prime field of order p = 2^31 − 2^24 + 1 (two-adicity 24), kept in Montgomery form with R = 2^32.
/// Elements are canonical: equal values have equal bits.
/// </summary>
public readonly struct KoalaBear : IEquatable<KoalaBear>
{
    /// <summary>p = 2 130 706 433.</summary>
    public const uint Modulus = 0x7F00_0001;

    /// <summary>p · PInverse = 1 (mod 2^32).</summary>
    internal const uint PInverse = 0x8100_0001;

    /// <summary>The largest k with 2^k dividing p − 1.</summary>
    public const int TwoAdicity = 24;

    /// <summary>Integers with |x| ≤ (p−1)/2 = 1 065 353 216 embed without ambiguity (review finding F16).</summary>
    public const int MaxSigned = (int)((Modulus - 1) / 2);

    private const ulong RSquared = 0x17F7_EFE4; // 2^64 mod p

    /// <summary>value · 2^32 mod p, in [0, p).</summary>
    private readonly uint _montgomery;

    private KoalaBear(uint montgomery) => _montgomery = montgomery;

    public static KoalaBear Zero => default;

    public static KoalaBear One => new(0x01FF_FFFE); // 2^32 mod p

    /// <summary>3 generates the multiplicative group; it is also the non-residue of the quartic extension.</summary>
    public static KoalaBear Generator => FromUInt32(3);

    /// <summary>The Montgomery representative, for vector kernels.</summary>
    public uint Montgomery => _montgomery;

    public static KoalaBear FromMontgomery(uint montgomery) => new(montgomery);

    public static KoalaBear FromUInt32(uint value) => new(Reduce(value % Modulus * RSquared));

    public static KoalaBear FromUInt64(ulong value) => new(Reduce(value % Modulus * RSquared));

    /// <summary>The residue of a signed integer of any size.</summary>
    public static KoalaBear FromInt64(long value)
    {
        long residue = value % Modulus;
        return FromUInt64((ulong)(residue + (Modulus & (residue >> 63))));
    }

    /// <summary>The canonical representative in [0, p).</summary>
    public uint ToUInt32() => Reduce(_montgomery);

    /// <summary>The representative of least absolute value, in [−(p−1)/2, (p−1)/2].</summary>
    public int ToInt32()
    {
        uint value = ToUInt32();
        return value > (uint)MaxSigned ? (int)(value - Modulus) : (int)value;
    }

    /// <summary>Decodes four little-endian bytes; false unless they are a value below p.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out KoalaBear element)
    {
        element = default;
        if (source.Length != sizeof(uint))
        {
            return false;
        }

        uint value = BinaryPrimitives.ReadUInt32LittleEndian(source);
        if (value >= Modulus)
        {
            return false;
        }

        element = FromUInt32(value);
        return true;
    }

    public void Write(Span<byte> destination) => BinaryPrimitives.WriteUInt32LittleEndian(destination, ToUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBear operator +(KoalaBear x, KoalaBear y) => new(AddPIfNegative(x._montgomery + y._montgomery - Modulus));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBear operator -(KoalaBear x, KoalaBear y) => new(AddPIfNegative(x._montgomery - y._montgomery));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBear operator *(KoalaBear x, KoalaBear y) => new(Reduce((ulong)x._montgomery * y._montgomery));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBear operator -(KoalaBear x) => Zero - x;

    public static bool operator ==(KoalaBear x, KoalaBear y) => x._montgomery == y._montgomery;

    public static bool operator !=(KoalaBear x, KoalaBear y) => x._montgomery != y._montgomery;

    public KoalaBear Pow(ulong exponent)
    {
        KoalaBear result = One, power = this;
        for (; exponent != 0; exponent >>= 1, power *= power)
        {
            if ((exponent & 1) != 0)
            {
                result *= power;
            }
        }

        return result;
    }

    /// <summary>1/x by Fermat.</summary>
    /// <exception cref="DivideByZeroException">x is zero.</exception>
    public KoalaBear Inverse() => _montgomery == 0 ? throw new DivideByZeroException() : Pow(Modulus - 2);

    /// <summary>A primitive 2^log-th root of unity, 0 ≤ log ≤ 24.</summary>
    public static KoalaBear RootOfUnity(int log)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(log);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(log, TwoAdicity);
        return Generator.Pow((Modulus - 1) >> log);
    }

    public bool Equals(KoalaBear other) => this == other;

    public override bool Equals(object? obj) => obj is KoalaBear other && this == other;

    public override int GetHashCode() => _montgomery.GetHashCode();

    /// <summary>x / 2^32 mod p, canonical, for x &lt; p · 2^32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Reduce(ulong product)
    {
        uint quotient = (uint)product * PInverse;
        uint multiple = (uint)(((ulong)quotient * Modulus) >> 32);
        return AddPIfNegative((uint)(product >> 32) - multiple);
    }

    /// <remarks>
    /// A shift and a mask, not a comparison: inside a loop the JIT turns ?: and Math.Min into a branch, which random
    /// field elements mispredict half the time and which would leak secret values through timing.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint AddPIfNegative(uint difference) => difference + (Modulus & (uint)((int)difference >> 31));
}
