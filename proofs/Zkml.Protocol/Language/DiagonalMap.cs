using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>matrix[i, i] = Values[i]: a factor for each channel.</summary>
internal sealed class DiagonalMap(long[] values) : AxisMap(values.Length, values.Length)
{
    public override IEnumerable<Entry> Entries()
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] != 0)
            {
                yield return new Entry(i, i, values[i]);
            }
        }
    }

    internal override void AddTransposed(ExtVector weights, Ext rho, ExtVector destination)
    {
        for (int i = 0; i < values.Length; i++)
        {
            destination[i] += weights[i] * KoalaBear.FromInt64(values[i]);
        }
    }

    internal override void Encode(IDigestSink sink)
    {
        sink.Add(3);
        foreach (long value in values)
        {
            sink.Add(value);
        }
    }
}
