namespace Zkml.Gadgets.P256;

/// <summary>All private values of one signature proof, as the solver works with them. Zeroed on dispose.</summary>
public sealed class EcdsaTrace : IDisposable
{
    private const int Count = EcdsaLayout.Limbs;
    private readonly short[] _limbs = new short[EcdsaLayout.Planes * EcdsaLayout.PlaneColumns * Count];
    private readonly Int320[] _values = new Int320[EcdsaLayout.Planes * EcdsaLayout.PlaneColumns];
    private readonly short[] _excess = new short[EcdsaLayout.RelationPlanes * EcdsaLayout.PlaneColumns * EcdsaLayout.ExcessCells];
    private readonly byte[] _digits = new byte[2 * EcdsaLayout.Steps];

    /// <summary>Which start point was taken.</summary>
    public int Start { get; internal set; }

    /// <summary>σ = −1.</summary>
    public bool Negative { get; internal set; }

    /// <summary>x(R') = r + n.</summary>
    public bool Wrapped { get; internal set; }

    /// <summary>Two-bit digits of a, the most significant first.</summary>
    public Span<byte> DigitsA => _digits.AsSpan(0, EcdsaLayout.Steps);

    /// <summary>Two-bit digits of b, the most significant first.</summary>
    public Span<byte> DigitsB => _digits.AsSpan(EcdsaLayout.Steps);

    /// <summary>The 32 limbs of a value, the least significant first.</summary>
    public Span<short> Limbs(int slot) => _limbs.AsSpan(slot * Count, Count);

    public Span<short> Limbs(Plane plane, int column) => Limbs(EcdsaLayout.Slot(plane, column));

    /// <summary>Digits of the quotient, then carries, of the relation at a slot.</summary>
    public Span<short> Excess(int slot) => _excess.AsSpan(slot * EcdsaLayout.ExcessCells, EcdsaLayout.ExcessCells);

    /// <summary>Digits of the quotient of the relation at a slot.</summary>
    public Span<short> Quotient(int slot) => Excess(slot)[..QuotientDigits.Count];

    /// <summary>Carries U_0 … U_31 of the relation at a slot.</summary>
    public Span<short> Carries(int slot) => Excess(slot)[QuotientDigits.Count..];

    /// <summary>Writes the representative that has balanced limbs.</summary>
    public void Set<TModulus>(Plane plane, int column, in Residue<TModulus> residue)
        where TModulus : struct, IModulus =>
        SetBalanced(EcdsaLayout.Slot(plane, column), Int320.Balanced(residue.ToInteger(), TModulus.Value));

    /// <summary>Writes unsigned bytes.</summary>
    public void SetBytes(Plane plane, int column, in UInt256 value)
    {
        int slot = EcdsaLayout.Slot(plane, column);
        _values[slot] = Int320.FromUnsigned(value);
        Span<byte> bytes = stackalloc byte[UInt256.Size];
        value.WriteLittleEndian(bytes);
        Span<short> limbs = Limbs(slot);
        for (int i = 0; i < Count; i++)
        {
            limbs[i] = bytes[i];
        }

        bytes.Clear();
    }

    /// <summary>The same value with every limb negated.</summary>
    public void Negate(Plane plane, int column)
    {
        int slot = EcdsaLayout.Slot(plane, column);
        _values[slot] = default(Int320) - _values[slot];
        foreach (ref short limb in Limbs(slot))
        {
            limb = (short)-limb;
        }
    }

    /// <summary>The limbs of the representative that has balanced ones, for public values.</summary>
    public static short[] BalancedLimbs(in Residue<FieldPrime> residue)
    {
        short[] limbs = new short[Count];
        Int320.Balanced(residue.ToInteger(), FieldPrime.Value).Split(limbs, out _);
        return limbs;
    }

    public void Dispose()
    {
        Array.Clear(_limbs);
        Array.Clear(_values);
        Array.Clear(_excess);
        Array.Clear(_digits);
    }

    internal Int320 Value(int slot) => _values[slot];

    internal void SetBalanced(int slot, in Int320 value)
    {
        _values[slot] = value;
        value.Split(Limbs(slot), out _);
    }

    internal void Copy(Plane toPlane, int toColumn, Plane fromPlane, int fromColumn)
    {
        int to = EcdsaLayout.Slot(toPlane, toColumn), from = EcdsaLayout.Slot(fromPlane, fromColumn);
        _values[to] = _values[from];
        Limbs(from).CopyTo(Limbs(to));
    }
}
