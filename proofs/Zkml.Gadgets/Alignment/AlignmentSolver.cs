using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Alignment;

/// <summary>Fills what an alignment commits.</summary>
public static class AlignmentSolver
{
    private const int Channels = AlignmentShape.Channels;

    /// <summary>Everything but the image, which is the caller's. False when a pixel would be read outside of the frame, which cannot be proved.</summary>
    /// <param name="gadget">Of the witness's statement.</param>
    /// <param name="witness">Takes the values.</param>
    /// <param name="frame">Rows of red, green, blue.</param>
    /// <param name="transform">See <see cref="Similarity"/>.</param>
    public static bool Fill(AlignmentGadget gadget, Witness witness, ReadOnlySpan<byte> frame, Similarity transform)
    {
        ArgumentNullException.ThrowIfNull(gadget);
        ArgumentNullException.ThrowIfNull(witness);
        AlignmentShape shape = gadget.Shape;
        ArgumentOutOfRangeException.ThrowIfNotEqual(frame.Length, Channels * shape.FramePixels, nameof(frame));
        Colours.Write(witness, gadget.Frame, frame);
        if (!transform.IsInRange)
        {
            return false;
        }

        byte[] reduced = PlainAlignment.Reduce(shape, frame);
        try
        {
            gadget.Reduction?.Fill(witness, frame, reduced);
            WriteTransform(gadget, witness, transform);
            for (int k = 0; k < shape.Pixels; k++)
            {
                if (!PlainAlignment.TrySample(shape, reduced, transform, k, out PlainAlignment.Sample sample))
                {
                    return false;
                }

                WriteSample(gadget, witness, k, sample, reduced);
            }

            return true;
        }
        finally
        {
            Array.Clear(reduced);
        }
    }

    private static void WriteTransform(AlignmentGadget gadget, Witness witness, Similarity transform)
    {
        int[] numbers = [transform.A, transform.B, transform.X, transform.Y];
        for (int number = 0; number < numbers.Length; number++)
        {
            int value = numbers[number] + (1 << (Similarity.Bits - 1));
            for (int digit = 0; digit < AlignmentGadget.Digits; digit++)
            {
                witness.Set(gadget.Transform, [number, digit], value >> (8 * digit) & 255);
            }
        }
    }

    private static void WriteSample(AlignmentGadget gadget, Witness witness, int pixel, PlainAlignment.Sample sample, byte[] reduced)
    {
        Set(gadget.Places, 0, sample.Column);
        Set(gadget.Places, 1, sample.Row);
        int[] fractions = [sample.FractionX, sample.RestX, sample.FractionY, sample.RestY];
        for (int i = 0; i < fractions.Length; i++)
        {
            Set(gadget.Fractions, i, fractions[i]);
        }

        for (int colour = 0; colour < Channels; colour++)
        {
            for (int corner = 0; corner < AlignmentGadget.Corners; corner++)
            {
                Set(gadget.Neighbours[corner], colour, sample.Pixel(reduced, corner, colour));
            }

            (int upper, int lower, int value) = sample.Blend(reduced, colour);
            int rest = value + PlainAlignment.Half & 0xffff;
            Set(gadget.Upper, colour, upper);
            Set(gadget.Lower, colour, lower);
            Set(gadget.RestDigits[0], colour, rest & 255);
            Set(gadget.RestDigits[1], colour, rest >> 8);
        }

        void Set(Tensor tensor, int column, int value) =>
            witness[tensor][pixel * tensor.Shape.Stride(0) + column] = KoalaBear.FromInt64(value).Montgomery;
    }
}
