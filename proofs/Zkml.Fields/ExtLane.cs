using System.Runtime.CompilerServices;

namespace Zkml.Fields;

/// <summary>One or several elements of E, coefficient by coefficient.</summary>
public readonly struct ExtLane<TLane>
    where TLane : struct, ILane<TLane>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ExtLane(TLane c0, TLane c1, TLane c2, TLane c3)
    {
        C0 = c0;
        C1 = c1;
        C2 = c2;
        C3 = c3;
    }

    public TLane C0 { get; }

    public TLane C1 { get; }

    public TLane C2 { get; }

    public TLane C3 { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExtLane<TLane> Broadcast(Ext value) =>
        new(TLane.Broadcast(value.C0), TLane.Broadcast(value.C1), TLane.Broadcast(value.C2), TLane.Broadcast(value.C3));

    /// <summary>Reads Count elements from four planes that lie <paramref name="stride"/> words apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExtLane<TLane> Load(ref readonly uint planes, nuint stride, nuint index) =>
        new(
            TLane.Load(in planes, index), TLane.Load(in planes, index + stride),
            TLane.Load(in planes, index + 2 * stride), TLane.Load(in planes, index + 3 * stride));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref uint planes, nuint stride, nuint index)
    {
        C0.Store(ref planes, index);
        C1.Store(ref planes, index + stride);
        C2.Store(ref planes, index + 2 * stride);
        C3.Store(ref planes, index + 3 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExtLane<TLane> operator +(ExtLane<TLane> x, ExtLane<TLane> y) =>
        new(x.C0 + y.C0, x.C1 + y.C1, x.C2 + y.C2, x.C3 + y.C3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExtLane<TLane> operator -(ExtLane<TLane> x, ExtLane<TLane> y) =>
        new(x.C0 - y.C0, x.C1 - y.C1, x.C2 - y.C2, x.C3 - y.C3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExtLane<TLane> operator *(ExtLane<TLane> x, ExtLane<TLane> y) => TLane.Multiply(in x, in y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExtLane<TLane> operator *(ExtLane<TLane> x, TLane y) => new(x.C0 * y, x.C1 * y, x.C2 * y, x.C3 * y);

    /// <summary>x·y behind a call, for kernels of more than two products.</summary>
    /// <remarks>
    /// A product is 137 vector instructions. After about four of them in one method the JIT's inlining budget is spent, and then even
    /// additions and properties become calls, which costs two thirds more than this one call through memory.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ExtLane<TLane> Product(in ExtLane<TLane> x, in ExtLane<TLane> y) => TLane.Multiply(in x, in y);

    /// <summary>sum += x·y behind a call, see <see cref="Product"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void AddProduct(ref ExtLane<TLane> sum, in ExtLane<TLane> x, in ExtLane<TLane> y) => sum += TLane.Multiply(in x, in y);

    /// <summary>The sum of the Count elements.</summary>
    public Ext Sum() => new(C0.Sum(), C1.Sum(), C2.Sum(), C3.Sum());

    /// <summary>The element itself, for a lane group of one.</summary>
    internal Ext ToExt() => Sum();
}
