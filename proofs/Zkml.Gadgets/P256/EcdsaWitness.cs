using Zkml.Fields;
using Zkml.Protocol.Language;
using static Zkml.Gadgets.P256.EcdsaLayout;

namespace Zkml.Gadgets.P256;

/// <summary>Writes a trace into the cells of an <see cref="EcdsaGadget"/>.</summary>
public static class EcdsaWitness
{
    /// <summary>Montgomery words of −4096 … 4095: every cell but the inverses is one of them.</summary>
    private static readonly uint[] Words = [.. Enumerable.Range(-CarryLimit, 2 * CarryLimit).Select(v => KoalaBear.FromInt64(v).Montgomery)];

    /// <summary>Everything but the caller's own cells and the multiplicities.</summary>
    public static void Write(Witness witness, EcdsaGadget gadget, EcdsaTrace trace)
    {
        EcdsaTensors tensors = gadget.Tensors;
        for (int plane = 0; plane < Planes; plane++)
        {
            WriteColumns(witness, tensors.Values((Plane)plane), (Plane)plane, trace.Limbs);
            if (plane < RelationPlanes)
            {
                WriteColumns(witness, tensors.ExcessOf((Plane)plane), (Plane)plane, trace.Excess);
            }
        }

        WriteDigits(witness, tensors, trace);
        WriteBits(witness, tensors, trace);
        WriteInverses(witness, tensors, trace);
    }

    /// <summary>A plane is column by column in the trace, limb by limb in the witness.</summary>
    private static void WriteColumns(Witness witness, PlanePlace place, Plane plane, Func<int, Span<short>> column)
    {
        (int first, int stride) = place.Cells;
        Span<uint> cells = witness[place.Tensor][first..];
        for (int c = 0; c < place.Shape[2]; c++)
        {
            ReadOnlySpan<short> limbs = column(Slot(plane, c));
            for (int i = 0; i < limbs.Length; i++)
            {
                cells[i * stride + c] = Words[limbs[i] + CarryLimit];
            }
        }
    }

    private static void WriteDigits(Witness witness, EcdsaTensors tensors, EcdsaTrace trace)
    {
        Span<uint> digits = witness[tensors.Digits];
        for (int step = 0; step < Steps; step++)
        {
            digits[step] = Words[trace.DigitsA[step] + CarryLimit];
            digits[Steps + step] = Words[trace.DigitsB[step] + CarryLimit];
        }
    }

    private static void WriteBits(Witness witness, EcdsaTensors tensors, EcdsaTrace trace)
    {
        for (int flag = 0; flag < EcdsaTensors.FlagCount; flag++)
        {
            bool set = flag switch
            {
                EcdsaTensors.NegativeFlag => trace.Negative,
                EcdsaTensors.WrappedFlag => trace.Wrapped,
                _ => flag == trace.Start,
            };
            witness.Set(tensors.Flags, flag, set ? 1 : 0);
        }

        for (int column = 0; column < EcdsaColumns.BoundedCount; column++)
        {
            WriteCarries(
                witness, tensors, column, trace.Limbs(Plane.Bytes, column), trace.Limbs(Plane.Bytes, EcdsaColumns.BoundedCount + column), 1);
        }

        Span<byte> order = stackalloc byte[UInt256.Size];
        GroupOrder.Value.WriteLittleEndian(order);
        Span<short> addend = stackalloc short[Limbs];
        for (int i = 0; i < Limbs; i++)
        {
            addend[i] = order[i];
        }

        WriteCarries(
            witness, tensors, EcdsaTensors.SumBorrows, trace.Limbs(Plane.Bytes, EcdsaColumns.RBytes), addend, trace.Wrapped ? 1 : 0);
    }

    /// <summary>The carries of u + factor·v, byte by byte.</summary>
    private static void WriteCarries(
        Witness witness, EcdsaTensors tensors, int column, ReadOnlySpan<short> u, ReadOnlySpan<short> v, int factor)
    {
        int carry = 0;
        for (int i = 0; i < Limbs; i++)
        {
            carry = (u[i] + factor * v[i] + carry) >> 8;
            witness.Set(tensors.Borrows, tensors.Borrows.Shape.Cell(i, column), carry);
        }
    }

    private static void WriteInverses(Witness witness, EcdsaTensors tensors, EcdsaTrace trace)
    {
        int count = ExceptionalAdditions.Differences.Count;
        var values = new KoalaBear[3 * count + 3];
        for (int i = 0; i < count; i++)
        {
            KoalaBear difference = ExceptionalAdditions.Difference(trace, i);
            values[i] = difference;
            values[count + i] = difference - ExceptionalAdditions.Modulus;
            values[2 * count + i] = difference + ExceptionalAdditions.Modulus;
        }

        values[3 * count] = Sum(trace.Limbs(Plane.Bytes, EcdsaColumns.RBytes));
        values[3 * count + 1] = Sum(trace.Limbs(Plane.Bytes, EcdsaColumns.SBytes));
        foreach (byte digit in trace.DigitsB)
        {
            values[3 * count + 2] += KoalaBear.FromUInt32(digit);
        }

        InvertAll(values);
        for (int i = 0; i < 3 * count; i++)
        {
            witness[tensors.SlopeInverses][tensors.SlopeInverses.Shape.Cell(i / count, i % count)] = values[i].Montgomery;
        }

        for (int i = 0; i < 3; i++)
        {
            witness[tensors.NonZeroInverses][i] = values[3 * count + i].Montgomery;
        }

        Array.Clear(values);
    }

    private static KoalaBear Sum(ReadOnlySpan<short> limbs)
    {
        int sum = 0;
        foreach (short limb in limbs)
        {
            sum += limb;
        }

        return KoalaBear.FromInt64(sum);
    }

    /// <summary>One inversion in all; zero stays zero.</summary>
    private static void InvertAll(Span<KoalaBear> values)
    {
        var before = new KoalaBear[values.Length];
        KoalaBear product = KoalaBear.One;
        for (int i = 0; i < values.Length; i++)
        {
            before[i] = product;
            product *= values[i] == KoalaBear.Zero ? KoalaBear.One : values[i];
        }

        KoalaBear inverse = product.Inverse();
        for (int i = values.Length - 1; i >= 0; i--)
        {
            if (values[i] != KoalaBear.Zero)
            {
                (values[i], inverse) = (inverse * before[i], inverse * values[i]);
            }
        }

        Array.Clear(before);
    }
}
