using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Networks;

/// <summary>
/// y = max(x_1, …, x_n) index by index, for values from Lowest to Highest: m_1 = x_1, m_t = m_{t−1} + max(0, x_t − m_{t−1}), each step a lookup of
/// (x_t − m_{t−1}, m_t − m_{t−1}); the last m is y, the steps between are committed.
/// </summary>
public sealed class Maximum
{

    /// <param name="tables">Those of the statement.</param>
    /// <param name="name">The layer's.</param>
    /// <param name="inputs">Two or more views of one shape, within the range.</param>
    /// <param name="range">Of all inputs.</param>
    public Maximum(NetworkTables tables, string name, IReadOnlyList<View> inputs, (int Lowest, int Highest) range)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs.Count, 2, nameof(inputs));
        ArgumentOutOfRangeException.ThrowIfLessThan(range.Highest, range.Lowest, nameof(range));
        int width = range.Highest - range.Lowest;
        int[] differences = [.. Enumerable.Range(-width, 2 * width + 1)];
        LookupTable positive = tables.Of("positive part", differences, [.. differences.Select(d => Math.Max(0, d))]);
        Shape shape = inputs[0].Shape;
        int[] extents = [.. Enumerable.Range(0, shape.Rank).Select(a => shape[a])];
        Rises = [.. Enumerable.Range(1, inputs.Count - 2).Select(t => tables.Builder.Commit($"{name} rise {t}", extents))];
        Result = tables.Builder.Commit(name, extents);
        View largest = inputs[0];
        for (int t = 1; t < inputs.Count; t++)
        {
            View rise = t < inputs.Count - 1 ? Rises[t - 1].View : Result.View - largest;
            tables.Builder.AssertLookup($"{name} rise {t}", positive, inputs[t] - largest, rise);
            largest += rise;
        }
    }

    /// <summary>max(0, x_t − m_{t−1}) for all but the last step.</summary>
    public IReadOnlyList<Tensor> Rises { get; }

    /// <summary>y.</summary>
    public Tensor Result { get; }

    /// <summary>Fills rises and result.</summary>
    /// <param name="witness">Takes the values.</param>
    /// <param name="inputs">Values of all inputs, in the order of the gadget's, channel by channel.</param>
    public void Fill(Witness witness, IReadOnlyList<int[]> inputs)
    {
        int[] largest = [.. inputs[0]], rise = new int[largest.Length];
        for (int t = 1; t < inputs.Count; t++)
        {
            for (int i = 0; i < rise.Length; i++)
            {
                rise[i] = Math.Max(0, inputs[t][i] - largest[i]);
                largest[i] += rise[i];
            }

            if (t < inputs.Count - 1)
            {
                ActivationLayout.Write(witness, Rises[t - 1], rise);
            }
        }

        ActivationLayout.Write(witness, Result, largest);
        Array.Clear(largest);
        Array.Clear(rise);
    }
}
