using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Zkml.Captures;
using Zkml.Models.Iris;
using Zkml.Networks;
using Zkml.Statements.Face;
using Zkml.Statements.Iris;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Jobs;

/// <summary>
/// Parameters of a statement as bytes, integers big-endian. The first two say which modality:
///   iris: columns, never 0 (2) ‖ registry depth (1) ‖ digest algorithm (1) ‖ shared (1) ‖ mask rule (1)
///   face: 0 (2) ‖ registry depth (1) ‖ digest algorithm (1) ‖ scale (1) ‖ factor (1) ‖ frame width (2) ‖ frame height (2) ‖ model id (32)
/// with factor, width and height 0 for aligned faces.
/// </summary>
internal static class StatementParameters
{
    public const int IrisLength = 6, FaceLength = 10 + Bytes32.Length;

    private const int Kind = 0, Depth = 2, Algorithm = 3, Shared = 4, Rule = 5, Scale = 4, Factor = 5, Width = 6, Height = 8, Model = 10;

    /// <summary>So many bytes it takes to tell the modality.</summary>
    public const int KindLength = sizeof(ushort);

    /// <summary>Of the parameters that begin so.</summary>
    public static int LengthOf(ReadOnlySpan<byte> kind) => BinaryPrimitives.ReadUInt16BigEndian(kind) == 0 ? FaceLength : IrisLength;

    /// <exception cref="ArgumentException">They are not usable.</exception>
    public static byte[] Write(IPersonhoodParameters parameters)
    {
        if (parameters.Problem is { } problem)
        {
            throw new ArgumentException(problem, nameof(parameters));
        }

        byte[] bytes = parameters switch
        {
            IrisParameters iris => Write(iris),
            FaceParameters face => Write(face),
            _ => throw new ArgumentException("A modality without an encoding.", nameof(parameters)),
        };
        (bytes[Depth], bytes[Algorithm]) = ((byte)parameters.RegistryDepth, (byte)parameters.Digest);
        return bytes;
    }

    /// <summary>False unless these are the bytes of usable parameters.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out IPersonhoodParameters? parameters)
    {
        parameters = source.Length < KindLength || source.Length != LengthOf(source) ? null
            : source.Length == FaceLength ? ReadFace(source)
            : source[Shared] > 1 ? null
            : new IrisParameters(
                BinaryPrimitives.ReadUInt16BigEndian(source), source[Depth], (DigestAlgorithm)source[Algorithm], source[Shared] == 1, (MaskRule)source[Rule]);
        parameters = parameters?.Problem is null ? parameters : null;
        return parameters is not null;
    }

    private static byte[] Write(IrisParameters iris)
    {
        var bytes = new byte[IrisLength];
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(Kind), (ushort)iris.Width);
        (bytes[Shared], bytes[Rule]) = (iris.Shared ? (byte)1 : (byte)0, (byte)iris.Rule);
        return bytes;
    }

    private static byte[] Write(FaceParameters face)
    {
        var bytes = new byte[FaceLength];
        bytes[Scale] = (byte)face.Scale;
        if (face.Frame is { } frame)
        {
            bytes[Factor] = (byte)frame.Factor;
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(Width), (ushort)frame.Width);
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(Height), (ushort)frame.Height);
        }

        Convert.FromHexString(face.ModelId).CopyTo(bytes.AsSpan(Model));
        return bytes;
    }

    private static FaceParameters ReadFace(ReadOnlySpan<byte> source)
    {
        var frame = new FaceFrame(BinaryPrimitives.ReadUInt16BigEndian(source[Width..]), BinaryPrimitives.ReadUInt16BigEndian(source[Height..]), source[Factor]);
        return new FaceParameters(
            Convert.ToHexStringLower(source[Model..]), (PixelScale)source[Scale], source[Depth], (DigestAlgorithm)source[Algorithm],
            frame == new FaceFrame(0, 0, 0) ? null : frame);
    }
}
