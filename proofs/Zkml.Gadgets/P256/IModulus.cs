namespace Zkml.Gadgets.P256;

/// <summary>An odd modulus M with 2^255 &lt; M &lt; 2^256, for Montgomery arithmetic with radix 2^256.</summary>
public interface IModulus
{
    static abstract UInt256 Value { get; }

    /// <summary>2^512 mod M.</summary>
    static abstract UInt256 RadixSquared { get; }

    /// <summary>
    /// One row of the reduction: adds the multiple m·M (m &lt; 2^64) that clears t0 to t0 + t1·2^64 + … + t4·2^256 and drops the zero word;
    /// the result is t0 … t3 with t4 the word above them.
    /// </summary>
    static abstract void ReduceRow(ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3, ref ulong t4);
}
