using System.Numerics;
using System.Runtime.InteropServices;

namespace Zkml.Imaging.Tests;

/// <summary>Intermediate values of open-iris, published or computed by it unchanged.</summary>
internal static class Golden
{
    public static byte[] Bytes(string name) => File.ReadAllBytes(SharedData.Require("vectors", "iris", name));

    public static Vector2[] Points(string name) => [.. MemoryMarshal.Cast<byte, Vector2>(Bytes(name))];

    public static GreyImage Eye() => GreyImage.Of(640, 480, Bytes("a_ir_image.u8"));

    public static GreyImage Noise() => GreyImage.Of(640, 480, Bytes("a_noise_mask.u8"));

    public static IrisContours Contours() =>
        new(Points("a_pupil_points.f32"), Points("a_iris_points.f32"), Points("a_eyeball_points.f32"));
}
