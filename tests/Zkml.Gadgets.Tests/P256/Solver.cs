using System.Numerics;
using Zkml.Gadgets.P256;
using Plane = Zkml.Gadgets.P256.Plane;

namespace Zkml.Gadgets.Tests.P256;

public sealed class Solver
{
    [Fact]
    public void Every_relation_holds_over_the_integers()
    {
        for (int i = 0; i < 3; i++)
        {
            using var trace = new EcdsaTrace();
            Assert.Equal(EcdsaFault.None, EcdsaSolver.Solve(Signatures.Fresh(), trace));
            foreach (RelationBatch batch in EcdsaRelations.All)
            {
                for (int index = 0; index < batch.Count; index++)
                {
                    AssertHolds(batch, index, trace);
                }
            }
        }
    }

    [Fact]
    public void Chain_ends_at_the_public_constant()
    {
        using var trace = new EcdsaTrace();
        Assert.Equal(EcdsaFault.None, EcdsaSolver.Solve(Signatures.Fresh(), trace));
        AffinePoint end = StartPoints.End(trace.Start);
        using var expected = new EcdsaTrace();
        expected.Set(Plane.Window, 63, end.X);
        expected.Set(Plane.Auxiliary, EcdsaColumns.EndY, end.Y);
        Assert.Equal(expected.Limbs(Plane.Window, 63).ToArray(), trace.Limbs(Plane.Window, 63).ToArray());
        Assert.Equal(expected.Limbs(Plane.Auxiliary, EcdsaColumns.EndY).ToArray(), trace.Limbs(Plane.Auxiliary, EcdsaColumns.EndY).ToArray());
    }

    [Fact]
    public void Valid_published_vectors_have_a_trace_and_invalid_ones_have_none()
    {
        using var trace = new EcdsaTrace();
        foreach (Wycheproof.Vector vector in Wycheproof.Load())
        {
            EcdsaFault fault = EcdsaSolver.Solve(vector.Input, trace);
            Assert.True(fault == EcdsaFault.None == vector.Valid, $"{vector.Id}: {vector.Comment}: {fault}");
        }
    }

    [Fact]
    public void Carries_of_honest_traces_keep_far_from_the_ends_of_their_table()
    {
        using var trace = new EcdsaTrace();
        int largest = 0;
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(EcdsaFault.None, EcdsaSolver.Solve(Signatures.Fresh(), trace));
            for (int slot = 0; slot < EcdsaLayout.RelationPlanes * EcdsaLayout.PlaneColumns; slot++)
            {
                foreach (short carry in trace.Carries(slot))
                {
                    largest = Math.Max(largest, Math.Abs((int)carry));
                }
            }
        }

        Assert.InRange(largest, 1000, 3500);
    }

    [Fact]
    public void Vector_kernel_multiplies_like_its_definition()
    {
        var random = new Random(3);
        int[] scratch = new int[LimbProduct.ScratchLength];
        for (int trial = 0; trial < 20; trial++)
        {
            short[] a = [.. Enumerable.Range(0, 32).Select(_ => (short)random.Next(-765, 766))];
            short[] b = [.. Enumerable.Range(0, 32).Select(_ => (short)random.Next(-255, 256))];
            int[] sums = [.. Enumerable.Range(0, 64).Select(_ => random.Next(-1000, 1000))], expected = [.. sums];
            LimbProduct.Accumulate(a, b, sums, scratch);
            LimbProduct.AccumulatePortable(a, b, expected);
            Assert.Equal(expected, sums);
        }
    }

    private static void AssertHolds(RelationBatch batch, int index, EcdsaTrace trace)
    {
        if (batch.Places[index].Coefficient == 0)
        {
            Assert.True(batch.Linear[index].IsEmpty);
            return;
        }

        BigInteger sum = Number(batch.Constant.Select(c => (short)c).ToArray());
        foreach (OperandProduct product in batch.Products)
        {
            sum += product.Coefficient * Sum(product.Left, index, trace) * Sum(product.Right, index, trace);
        }

        sum += Sum(batch.Linear, index, trace);
        Assert.True(sum == Quotient(batch, index, trace) * PlainArithmetic.Big(batch.Modulus.Value), $"{batch.Name} at {index}");
    }

    private static BigInteger Quotient(RelationBatch batch, int index, EcdsaTrace trace)
    {
        if (batch.Quotients is { } quotients)
        {
            return Sum(quotients, index, trace);
        }

        int place = batch.Places[index].Slot;
        BigInteger quotient = batch.Form == QuotientForm.Digits ? (BigInteger)trace.Carries(place)[31] << 256 : 0;
        for (int k = 0; k < QuotientDigits.Count; k++)
        {
            (int limb, int shift) = QuotientDigits.Place(k);
            quotient += (BigInteger)trace.Quotient(place)[k] << (8 * limb + shift);
        }

        return quotient;
    }

    private static BigInteger Sum(Operand operand, int index, EcdsaTrace trace)
    {
        BigInteger sum = 0;
        foreach (Cell cell in operand[index])
        {
            sum += cell.Coefficient * Number(trace.Limbs(cell.Slot));
        }

        return sum;
    }

    private static BigInteger Number(ReadOnlySpan<short> limbs)
    {
        BigInteger sum = 0;
        for (int i = limbs.Length - 1; i >= 0; i--)
        {
            sum = (sum << 8) + limbs[i];
        }

        return sum;
    }
}
