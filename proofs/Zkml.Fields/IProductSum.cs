namespace Zkml.Fields;

/// <summary>A sum of products over lane groups, from which only the total is wanted; default is zero.</summary>
public interface IProductSum<TSelf, TLane>
    where TSelf : struct, IProductSum<TSelf, TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>Adds x·y, element by element.</summary>
    void AddProduct(in ExtLane<TLane> x, in ExtLane<TLane> y);

    /// <summary>Adds x·y, element by element.</summary>
    void AddProduct(in ExtLane<TLane> x, TLane y);

    /// <summary>The sum over all lanes.</summary>
    Ext Total();
}
