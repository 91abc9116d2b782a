using System.Numerics;

namespace Zkml.Fields;

/// <summary>
/// One or several base-field elements that are worked on together. A kernel is written once over <typeparamref name="TSelf"/>;
/// <see cref="Lane1"/> is its definition and portable path, <see cref="Lane16"/> its AVX-512 path. Elements are canonical Montgomery
/// words, so both give the same bytes.
/// </summary>
public interface ILane<TSelf> :
    IAdditionOperators<TSelf, TSelf, TSelf>, ISubtractionOperators<TSelf, TSelf, TSelf>, IMultiplyOperators<TSelf, TSelf, TSelf>
    where TSelf : struct, ILane<TSelf>
{
    /// <summary>Elements in one lane group.</summary>
    static abstract int Count { get; }

    /// <summary>Reads Count Montgomery words at <paramref name="index"/> (an element index, no alignment needed).</summary>
    static abstract TSelf Load(ref readonly uint source, nuint index);

    static abstract TSelf Broadcast(KoalaBear value);

    void Store(ref uint destination, nuint index);

    /// <summary>The sum of the Count elements.</summary>
    KoalaBear Sum();

    /// <summary>Product in E = F[X]/(X⁴ − 3), element by element.</summary>
    static abstract ExtLane<TSelf> Multiply(in ExtLane<TSelf> x, in ExtLane<TSelf> y);

    static abstract ExtLane<TSelf> Multiply(in ExtLane<TSelf> x, in ExtFactor<TSelf> y);
}
