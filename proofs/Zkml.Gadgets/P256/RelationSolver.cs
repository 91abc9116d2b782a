namespace Zkml.Gadgets.P256;

/// <summary>Finds quotients and carries of all relations from the values in a trace (see <see cref="RelationBatch"/>).</summary>
internal ref struct RelationSolver
{
    private const int Limbs = EcdsaLayout.Limbs;
    private readonly RelationProgram _program = RelationProgram.Ecdsa;
    private readonly EcdsaTrace _trace;
    private readonly Span<int> _sums;
    private readonly Span<int> _scratch;
    private readonly Span<short> _left;
    private readonly Span<short> _right;
    private readonly Span<short> _order;

    private RelationSolver(EcdsaTrace trace, Span<int> ints, Span<short> shorts)
    {
        _trace = trace;
        _sums = ints[..(2 * Limbs + 2)];
        _scratch = ints[(2 * Limbs + 2)..];
        _left = shorts[..Limbs];
        _right = shorts[Limbs..(2 * Limbs)];
        _order = shorts[(2 * Limbs)..];
        for (int i = 0; i < Limbs; i++)
        {
            _order[i] = (short)LimbModulus.N.Limbs.Span[i];
        }
    }

    /// <returns>How many relations do not hold or need a carry outside its range.</returns>
    public static int Solve(EcdsaTrace trace)
    {
        Span<int> ints = stackalloc int[2 * Limbs + 2 + LimbProduct.ScratchLength];
        Span<short> shorts = stackalloc short[3 * Limbs];
        ints.Clear();
        var solver = new RelationSolver(trace, ints, shorts);
        int failures = 0;
        foreach (ref readonly RelationProgram.Entry entry in solver._program.Entries.AsSpan())
        {
            failures += solver.SolveOne(entry) ? 0 : 1;
        }

        ints.Clear();
        shorts.Clear();
        return failures;
    }

    private readonly bool SolveOne(in RelationProgram.Entry entry)
    {
        _sums.Clear();
        Int320 total = entry.ConstantValue;
        foreach (ref readonly RelationProgram.Factors product in _program.Products.AsSpan()[entry.Products])
        {
            Int320 left = product.Coefficient * Load(product.Left, product.Coefficient, _left);
            total += left * Load(product.Right, 1, _right);
            LimbProduct.Accumulate(_left, _right, _sums, _scratch);
        }

        total += AddLinear(entry);
        long top = SubtractMultiple(entry, total * entry.Modulus.Inverse);
        return Carry(_trace.Carries(entry.Place), top);
    }

    /// <summary>The sum's value; its limbs times the factor go to the destination.</summary>
    private readonly Int320 Load(Range range, int factor, Span<short> destination)
    {
        Int320 value = default;
        destination.Clear();
        foreach (ref readonly RelationProgram.Scaled cell in _program.Cells.AsSpan()[range])
        {
            value += cell.Coefficient * _trace.Value(cell.Slot);
            ReadOnlySpan<short> limbs = _trace.Limbs(cell.Slot);
            short scale = (short)(factor * cell.Coefficient);
            for (int i = 0; i < Limbs; i++)
            {
                destination[i] += (short)(scale * limbs[i]);
            }
        }

        return value;
    }

    private readonly Int320 AddLinear(in RelationProgram.Entry entry)
    {
        Int320 value = Load(entry.Linear, 1, _left);
        for (int i = 0; i < Limbs; i++)
        {
            _sums[i] += _left[i] + entry.Constant[i];
        }

        return value;
    }

    /// <summary>Writes the quotient and takes q(X)·M(X) off the sums.</summary>
    /// <returns>The last carry that goes with it.</returns>
    private readonly long SubtractMultiple(in RelationProgram.Entry entry, in Int320 quotient)
    {
        Span<short> digits = _trace.Quotient(entry.Place);
        switch (entry.Form)
        {
            case QuotientForm.Digits:
                QuotientDigits.Split(quotient, digits, out long top);
                for (int k = 0; k < digits.Length; k++)
                {
                    (int limb, int shift) = QuotientDigits.Place(k);
                    SubtractMultipleOfP(limb, digits[k] << shift);
                }

                SubtractMultipleOfP(Limbs, (int)Math.Clamp(top, short.MinValue, short.MaxValue));
                return top;
            case QuotientForm.OneDigit:
                digits.Clear();
                digits[0] = (short)Math.Clamp((long)quotient.W0, -EcdsaLayout.CarryLimit, EcdsaLayout.CarryLimit - 1);
                ReadOnlySpan<int> modulus = entry.Modulus.Limbs.Span;
                for (int i = 0; i <= Limbs; i++)
                {
                    _sums[i] -= digits[0] * modulus[i];
                }

                return 0;
            default:
                digits.Clear();
                _trace.SetBalanced(entry.QuotientSlot, quotient);
                SubtractMultipleOfN(_trace.Limbs(entry.QuotientSlot));
                return 0;
        }
    }

    private readonly void SubtractMultipleOfN(ReadOnlySpan<short> quotient)
    {
        for (int i = 0; i < Limbs; i++)
        {
            _left[i] = (short)-quotient[i];
            _sums[Limbs + i] -= quotient[i];
        }

        LimbProduct.Accumulate(_left, _order, _sums, _scratch);
    }

    /// <summary>q·X^limb·(X^32 − X^28 + X^24 + X^12 − 1).</summary>
    private readonly void SubtractMultipleOfP(int limb, int q)
    {
        Span<int> sums = _sums.Slice(limb, Limbs + 1);
        sums[32] -= q;
        sums[28] += q;
        sums[24] -= q;
        sums[12] -= q;
        sums[0] += q;
    }

    private readonly bool Carry(Span<short> carries, long top)
    {
        bool good = true;
        long carry = 0;
        for (int j = 0; j < Limbs; j++)
        {
            carry += _sums[2 * j] + 256L * _sums[2 * j + 1];
            good &= (carry & 0xFFFF) == 0;
            carry >>= 16;
            good &= carry is >= -EcdsaLayout.CarryLimit and < EcdsaLayout.CarryLimit;

            // A false relation runs out of the table: what is written stays in it, so that the relation is what fails.
            carries[j] = (short)Math.Clamp(carry, -EcdsaLayout.CarryLimit, EcdsaLayout.CarryLimit - 1);
        }

        return good && carry == top;
    }
}
