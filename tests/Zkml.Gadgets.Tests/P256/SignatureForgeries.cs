using Zkml.Gadgets.P256;
using Fn = Zkml.Gadgets.P256.Residue<Zkml.Gadgets.P256.GroupOrder>;

namespace Zkml.Gadgets.Tests.P256;

/// <summary>Attacks that keep as much consistent as they can (review, F19), and which constraint stops each.</summary>
public sealed class SignatureForgeries
{
    private const string End = "ecdsa: end x", NotZero = "ecdsa: r, s and b are not 0", Canonical = "ecdsa: canonical integers";

    [Fact]
    public void With_b_zero_everything_else_holds_for_any_signature()
    {
        EcdsaInput input = Signatures.Fresh() with { S = new UInt256(5, 6, 7, 8) };
        var choices = new EcdsaChoices(Forger.PointFrom(input.R), 0, 0, false, Fn.Zero, 0);
        Assert.Equal([NotZero], ViolationsWhen(input, choices, trace => trace.Wrapped = false, liftR: true));
    }

    [Fact]
    public void A_signature_by_another_key_misses_the_end()
    {
        EcdsaInput input = Signatures.Fresh(), other = Signatures.Fresh();
        input = input with { KeyX = other.KeyX, KeyY = other.KeyY };
        Assert.Equal([End, "ecdsa: end y"], ViolationsWhen(input, Forger.Choices(input)));
    }

    [Fact]
    public void The_key_with_the_other_sign_misses_the_end()
    {
        EcdsaInput input = Signatures.Fresh();
        input = input with { KeyY = FieldPrime.Value - input.KeyY };
        Assert.Equal([End, "ecdsa: end y"], ViolationsWhen(input, Forger.Choices(input)));
    }

    [Fact]
    public void The_sign_of_b_is_bound()
    {
        EcdsaInput input = Signatures.Fresh();
        EcdsaChoices choices = Honest(input);
        string[] violations = ViolationsWhen(input, choices with { Negative = !choices.Negative });
        Assert.Equal(["ecdsa: a s = ±b r, t s = ±b e"], violations);
    }

    [Fact]
    public void Another_t_breaks_its_relation_to_the_digest()
    {
        EcdsaInput input = Signatures.Fresh();
        EcdsaChoices choices = Honest(input);
        string[] violations = ViolationsWhen(input, choices with { T = choices.T + Fn.One });
        Assert.Equal(["ecdsa: a s = ±b r, t s = ±b e", End, "ecdsa: end y"], violations.Order(StringComparer.Ordinal));
    }

    /// <summary>Under the key (s·R − e·G)/r any R passes for u1·G + u2·Q. Its x = 5 is not r modulo n, but 5 + p = r + n is.</summary>
    [Fact]
    public void An_x_coordinate_above_p_is_not_canonical()
    {
        AffinePoint point = Forger.PointFrom(new UInt256(5, 0, 0, 0));
        UInt256 shifted = point.X.ToInteger() + FieldPrime.Value, r = shifted - GroupOrder.Value;
        EcdsaInput input = WithKeyFor(point, r);
        Assert.False(PlainEcdsa.Verify(input));
        string[] violations = ViolationsWhen(input, EcdsaChoices.For(input, point, 0), trace =>
        {
            trace.SetBytes(Plane.Bytes, EcdsaColumns.PointXBytes, shifted);
            trace.SetBytes(Plane.Bytes, EcdsaColumns.BoundedCount + EcdsaColumns.PointXBytes, FieldPrime.Value - UInt256.One - shifted);
        });
        Assert.Equal(["ecdsa: last carries"], violations);
    }

    /// <summary>An R whose x is not r at all: the same key trick, with r chosen freely.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_x_coordinate_must_be_r_or_r_plus_n(bool wrapped)
    {
        AffinePoint point = Forger.PointFrom(new UInt256(7, 7, 7, 7));
        EcdsaInput input = WithKeyFor(point, new UInt256(9, 9, 9, 9));
        string[] violations = ViolationsWhen(input, EcdsaChoices.For(input, point, 0), trace => trace.Wrapped = wrapped);
        Assert.Equal(["ecdsa: x of R' is r or r + n"], violations.Except(["ecdsa borrows are bits", "ecdsa: last carries"]));
    }

    /// <summary>An honest R with x in [n, p): valid with the flag, and only with it.</summary>
    [Fact]
    public void An_x_coordinate_above_n_needs_the_flag()
    {
        AffinePoint point = Forger.PointFrom(GroupOrder.Value + new UInt256(1, 0, 0, 0));
        EcdsaInput input = WithKeyFor(point, point.X.ToInteger() - GroupOrder.Value);
        Assert.True(PlainEcdsa.Verify(input));
        Assert.Empty(ViolationsWhen(input, EcdsaChoices.For(input, point, 0)));
        string[] violations = ViolationsWhen(input, EcdsaChoices.For(input, point, 0), trace => trace.Wrapped = false);
        Assert.Equal(["ecdsa: x of R' is r or r + n"], violations);
    }

    [Fact]
    public void Integers_outside_their_interval_are_refused()
    {
        EcdsaInput input = Signatures.Fresh();
        EcdsaChoices choices = Forger.Choices(input);
        UInt256 n = GroupOrder.Value;
        foreach (UInt256 bad in (UInt256[])[n, n + UInt256.One, UInt256.Zero - UInt256.One])
        {
            Assert.NotEmpty(ViolationsWhen(input with { S = bad }, choices).Intersect([Canonical, "ecdsa: last carries"]));
            Assert.NotEmpty(ViolationsWhen(input with { R = bad }, choices).Intersect([Canonical, "ecdsa: last carries"]));
        }

        Assert.Contains(NotZero, ViolationsWhen(input with { S = UInt256.Zero }, choices));
        Assert.Contains(NotZero, ViolationsWhen(input with { R = UInt256.Zero }, choices));
        UInt256 shifted = input.KeyX + FieldPrime.Value;
        Assert.NotEmpty(ViolationsWhen(input with { KeyX = shifted }, choices));
    }

    [Fact]
    public void A_key_or_a_point_off_the_curve_is_refused()
    {
        EcdsaInput input = Signatures.Fresh();
        EcdsaChoices choices = Honest(input);
        const string curve = "ecdsa: y² = w x − 3x + b";
        Assert.Contains(curve, ViolationsWhen(input with { KeyY = input.KeyY - UInt256.One }, choices));
        AffinePoint off = choices.Point with { Y = choices.Point.Y + Residue<FieldPrime>.One };
        Assert.Contains(curve, ViolationsWhen(input, choices with { Point = off }));
    }

    /// <summary>e·G + r·Q is infinity for Q = −(e/r)·G: no R exists, whatever is taken for it.</summary>
    [Fact]
    public void A_sum_at_infinity_has_no_witness()
    {
        EcdsaInput input = Signatures.Fresh();
        Fn ratio = -(Fn.FromInteger(input.Digest) * Fn.FromInteger(input.R).Inverse());
        AffinePoint key = JacobianPoint.Multiply(ratio.ToInteger(), AffinePoint.Generator).ToAffine();
        input = input with { KeyX = key.X.ToInteger(), KeyY = key.Y.ToInteger() };
        Assert.Equal(EcdsaFault.PointAtInfinity, PlainEcdsa.Recover(input, out _));
        Assert.Contains(End, ViolationsWhen(input, Forger.Choices(input)));
    }

    /// <summary>With the start point as key, S + Q meets equal points: any slope satisfies the relations and moves the table anywhere.</summary>
    [Fact]
    public void A_free_slope_is_refused()
    {
        AffinePoint key = StartPoints.Start(0);
        EcdsaInput input = Signatures.Fresh() with { KeyX = key.X.ToInteger(), KeyY = key.Y.ToInteger() };
        EcdsaChoices choices = Forger.Choices(input);
        string[] violations = ViolationsWhen(
            input, choices, trace => Assert.Equal(1, Forger.Replay(key, choices, trace, Forger.P(12345))));
        Assert.Equal(["ecdsa: different x", End, "ecdsa: end y"], violations.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_quotient_that_is_one_off_leaves_a_carry()
    {
        EcdsaInput input = Signatures.Fresh();
        using var problem = new EcdsaProblem();
        Assert.Equal(EcdsaFault.None, problem.Solve(input));
        int slot = EcdsaLayout.Slot(Plane.SlopeAdd, 17);
        problem.Trace.Quotient(slot)[0]++;
        Span<short> carries = problem.Trace.Carries(slot);

        // Subtracting p once more leaves +1 at limb 0, which no integer carry takes over 65536, and −1 at limb 32.
        carries[31]--;

        problem.Write(input);
        Assert.Contains("ecdsa: λ_1 (x_T − x_D) = y_T − y_D", problem.Violations());
    }

    private static EcdsaChoices Honest(EcdsaInput input)
    {
        Assert.Equal(EcdsaFault.None, PlainEcdsa.Recover(input, out AffinePoint point));
        return EcdsaChoices.For(input, point, 0);
    }

    private static EcdsaInput WithKeyFor(AffinePoint point, UInt256 r)
    {
        var e = new UInt256(1, 2, 3, 4);
        var s = new UInt256(5, 6, 7, 8);
        AffinePoint key = Forger.KeyFor(point, Fn.FromInteger(r), Fn.FromInteger(s), Fn.FromInteger(e));
        return new EcdsaInput(e, r, s, key.X.ToInteger(), key.Y.ToInteger());
    }

    private static string[] ViolationsWhen(EcdsaInput input, EcdsaChoices choices, Action<EcdsaTrace>? change = null, bool liftR = false)
    {
        if (liftR)
        {
            input = input with { R = choices.Point.X.ToInteger() };
        }

        using var problem = new EcdsaProblem();
        EcdsaSolver.Fill(input, choices, problem.Trace);
        change?.Invoke(problem.Trace);
        EcdsaSolver.CloseRelations(problem.Trace);
        problem.Write(input);
        return problem.Violations();
    }
}
