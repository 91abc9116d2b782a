using System.Runtime.CompilerServices;

namespace Zkml.Fields;

/// <summary>The definition of a sum of products, and its portable path.</summary>
public struct Sum1 : IProductSum<Sum1, Lane1>
{
    private ExtLane<Lane1> _sum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(in ExtLane<Lane1> x, in ExtLane<Lane1> y) => _sum += x * y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(in ExtLane<Lane1> x, Lane1 y) => _sum += x * y;

    public readonly Ext Total() => _sum.Sum();
}
