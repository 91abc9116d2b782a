using Zkml.Fields;
using Zkml.Gadgets.Alignment;
using Zkml.Gadgets.Tests.Hashing;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.Alignment;

/// <summary>A small frame that the statement fixes, as a digest would, and the image that it fixes, as a network's input would.</summary>
internal sealed class AlignmentCase : IDisposable
{
    public static readonly AlignmentShape Shape = new(16, 12, 1, 4, 4);

    private readonly Tensor _given, _image;

    /// <param name="shape">Of frame and image.</param>
    /// <param name="transform">What the honest prover uses.</param>
    public AlignmentCase(AlignmentShape shape, Similarity transform)
    {
        var builder = new StatementBuilder("test/alignment");
        _given = builder.Public("given frame", shape.FramePixels, 3);
        _image = builder.Commit("image", shape.Pixels, 3);
        builder.AssertRange("image", _image.View, 0, 255);
        Tensor shown = builder.Public("shown", shape.Pixels, 3);
        builder.AssertEqual("shown", _image.View, shown.View);
        Gadget = new AlignmentGadget(builder, shape, _image);
        builder.AssertEqual("frame", Gadget.Frame.View, _given.View);
        Witness = new Witness(builder.Build(), Arena);
        Frame = Noise(3 * shape.FramePixels, 5);
        var aligned = new byte[3 * shape.Pixels];
        IsInside = PlainAlignment.TryAlign(shape, Frame, transform, aligned);
        Filled = AlignmentSolver.Fill(Gadget, Witness, Frame, transform);
        Write(_given, Frame);
        Write(_image, aligned);
        Write(shown, aligned);
    }

    public Arena Arena { get; } = new(1 << 20);

    public Witness Witness { get; }

    public AlignmentGadget Gadget { get; }

    public byte[] Frame { get; }

    /// <summary>Whether the plain function finds every pixel.</summary>
    public bool IsInside { get; }

    /// <summary>Whether the solver does.</summary>
    public bool Filled { get; }

    public static byte[] Noise(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public void Set(Tensor tensor, int pixel, int column, int value) => Witness.Set(tensor, [pixel, column], value);

    public string[] Violations() => WitnessAttacks.Violations(Witness, Arena);

    public void Dispose()
    {
        Witness.Dispose();
        Arena.Dispose();
    }

    private void Write(Tensor tensor, byte[] bytes)
    {
        for (int k = 0; k < bytes.Length; k++)
        {
            Set(tensor, k / 3, k % 3, bytes[k]);
        }
    }
}
