using Zkml.Networks;

namespace Zkml.Quantisation;

/// <summary>Running sums of float values x and the values y that integers stand for.</summary>
internal sealed class Likeness
{
    private double _xx, _yy, _xy, _error;

    public double Cosine => _xx == 0 && _yy == 0 ? 1 : _xy / Math.Sqrt(Math.Max(_xx * _yy, double.Epsilon));

    public double RelativeError => _xx == 0 ? 0 : Math.Sqrt(_error / _xx);

    public void Add(float[] x, int[] integers, NetworkTensor tensor)
    {
        for (int k = 0; k < x.Length; k++)
        {
            double y = integers[k] * tensor.ScaleOf(k / tensor.Shape.Plane);
            (_xx, _yy, _xy, _error) = (_xx + ((double)x[k] * x[k]), _yy + (y * y), _xy + (x[k] * y), _error + ((x[k] - y) * (x[k] - y)));
        }
    }
}
