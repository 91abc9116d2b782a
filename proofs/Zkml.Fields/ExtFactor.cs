using System.Runtime.CompilerServices;

namespace Zkml.Fields;

/// <summary>
/// One element of E that many are multiplied by: broadcast, with the multiples by 3 that reduction modulo X⁴ − 3 needs made once.
/// Saves a loop 25 of the 137 vector instructions of a product.
/// </summary>
public readonly struct ExtFactor<TLane>
    where TLane : struct, ILane<TLane>
{
    public ExtFactor(Ext value)
    {
        C0 = TLane.Broadcast(value.C0);
        C1 = TLane.Broadcast(value.C1);
        C2 = TLane.Broadcast(value.C2);
        C3 = TLane.Broadcast(value.C3);
        Triple1 = TLane.Broadcast(value.C1 + value.C1 + value.C1);
        Triple2 = TLane.Broadcast(value.C2 + value.C2 + value.C2);
        Triple3 = TLane.Broadcast(value.C3 + value.C3 + value.C3);
    }

    public TLane C0 { get; }

    public TLane C1 { get; }

    public TLane C2 { get; }

    public TLane C3 { get; }

    public TLane Triple1 { get; }

    public TLane Triple2 { get; }

    public TLane Triple3 { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExtLane<TLane> operator *(ExtLane<TLane> x, ExtFactor<TLane> y) => TLane.Multiply(in x, in y);
}
