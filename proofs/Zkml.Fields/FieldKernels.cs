using System.Runtime.InteropServices;

namespace Zkml.Fields;

/// <summary>Element-wise kernels over Montgomery words, each written once over <see cref="ILane{TSelf}"/>.</summary>
public static class FieldKernels
{
    /// <summary>destination[i] += factor · source[i].</summary>
    public static void AddScaled(Span<uint> destination, KoalaBear factor, ReadOnlySpan<uint> source)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(source.Length, destination.Length, nameof(source));
        nuint done = 0;
        if (Lane16.IsSupported)
        {
            done = (nuint)source.Length & ~15u;
            AddScaled<Lane16>(destination, factor, source, 0, done);
        }

        AddScaled<Lane1>(destination, factor, source, done, (nuint)source.Length);
    }

    /// <summary>destination[i] += factor · source[i], base-field source.</summary>
    public static void AddScaled(ExtVector destination, Ext factor, ReadOnlySpan<uint> source)
    {
        AddScaled(destination.Plane(0), factor.C0, source);
        AddScaled(destination.Plane(1), factor.C1, source);
        AddScaled(destination.Plane(2), factor.C2, source);
        AddScaled(destination.Plane(3), factor.C3, source);
    }

    /// <summary>destination[i] += value.</summary>
    public static void Add(Span<uint> destination, KoalaBear value)
    {
        nuint vectorised = Multilinear.VectorPart(destination.Length);
        Add<Lane16>(destination, value, 0, vectorised);
        Add<Lane1>(destination, value, vectorised, (nuint)destination.Length);
    }

    /// <summary>destination[i] += value.</summary>
    public static void Add(ExtVector destination, Ext value)
    {
        Add(destination.Plane(0), value.C0);
        Add(destination.Plane(1), value.C1);
        Add(destination.Plane(2), value.C2);
        Add(destination.Plane(3), value.C3);
    }

    /// <summary>destination[i] += source[i].</summary>
    public static void Add(ExtVector destination, ExtVector source)
    {
        for (int c = 0; c < Ext.Degree; c++)
        {
            Add(destination.Plane(c), source.Plane(c));
        }
    }

    /// <summary>destination[i] += source[i].</summary>
    public static void Add(Span<uint> destination, ReadOnlySpan<uint> source)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(source.Length, destination.Length, nameof(source));
        nuint vectorised = Multilinear.VectorPart(destination.Length);
        Add<Lane16>(destination, source, 0, vectorised);
        Add<Lane1>(destination, source, vectorised, (nuint)destination.Length);
    }

    private static void Add<TLane>(Span<uint> destination, ReadOnlySpan<uint> source, nuint from, nuint to)
        where TLane : struct, ILane<TLane>
    {
        ref uint target = ref MemoryMarshal.GetReference(destination);
        ref readonly uint values = ref MemoryMarshal.GetReference(source);
        for (nuint i = from; i < to; i += (nuint)TLane.Count)
        {
            (TLane.Load(in target, i) + TLane.Load(in values, i)).Store(ref target, i);
        }
    }

    private static void Add<TLane>(Span<uint> destination, KoalaBear value, nuint from, nuint to)
        where TLane : struct, ILane<TLane>
    {
        ref uint target = ref MemoryMarshal.GetReference(destination);
        TLane lane = TLane.Broadcast(value);
        for (nuint i = from; i < to; i += (nuint)TLane.Count)
        {
            (TLane.Load(in target, i) + lane).Store(ref target, i);
        }
    }

    private static void AddScaled<TLane>(Span<uint> destination, KoalaBear factor, ReadOnlySpan<uint> source, nuint from, nuint to)
        where TLane : struct, ILane<TLane>
    {
        ref uint target = ref MemoryMarshal.GetReference(destination);
        ref readonly uint values = ref MemoryMarshal.GetReference(source);
        TLane scale = TLane.Broadcast(factor);
        for (nuint i = from; i < to; i += (nuint)TLane.Count)
        {
            (TLane.Load(in target, i) + scale * TLane.Load(in values, i)).Store(ref target, i);
        }
    }
}
