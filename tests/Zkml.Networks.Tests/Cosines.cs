namespace Zkml.Networks.Tests;

internal static class Cosines
{
    public static double Of(float[] a, int[] b)
    {
        double dot = 0, aa = 0, bb = 0;
        for (int k = 0; k < a.Length; k++)
        {
            (dot, aa, bb) = (dot + (a[k] * b[k]), aa + (a[k] * a[k]), bb + ((double)b[k] * b[k]));
        }

        return dot / Math.Sqrt(Math.Max(aa * bb, 1e-30));
    }
}
