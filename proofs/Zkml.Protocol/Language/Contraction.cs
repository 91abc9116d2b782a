namespace Zkml.Protocol.Language;

/// <summary>A view with a letter for each of its axes, as in "ko".</summary>
public sealed record IndexedView(View View, string Axes)
{
    /// <summary>Extent of an axis by its letter.</summary>
    public int Extent(char axis) => View.Shape[Axes.IndexOf(axis, StringComparison.Ordinal)];
}

/// <summary>
/// A product of two private arrays that sums over axes, such as weights times activations: at every index of Linear,
/// Σ Left·Right + Linear = 0, summed over the letters that Linear does not have. Letters of both factors and of Linear are shared: with
/// Left "ko", Right "pk", Linear "po" it is a matrix product, with "tc", "ptc", "pc" a product of its own for every c. No product is
/// committed: the constraint is taken at a random point (Thaler's sum-check for matrix multiplication).
/// </summary>
public sealed record Contraction(string Name, IndexedView Left, IndexedView Right, IndexedView Linear)
{
    /// <summary>Letters of both factors, in the order in which both have them: the variables of the sum-check.</summary>
    public string Common { get; } = string.Concat(Left.Axes.Where(a => Right.Axes.Contains(a, StringComparison.Ordinal)));

    /// <summary>The index set of <see cref="Common"/>.</summary>
    public Shape CommonShape => Shape.Of([.. Common.Select(Left.Extent)]);

    /// <summary>Why letters and extents do not fit; null when they do.</summary>
    public string? Problem =>
        new[] { Left, Right, Linear }.Any(v => v.Axes.Length != v.View.Shape.Rank || v.Axes.Distinct().Count() != v.Axes.Length || !v.Axes.All(char.IsAsciiLetter))
            ? "every axis needs a letter of its own"
        : Common.Length == 0 || Common != string.Concat(Right.Axes.Where(a => Left.Axes.Contains(a, StringComparison.Ordinal)))
            ? "the factors have no common letters, or have them in different orders"
        : Linear.Axes.Any(a => !Has(Left, a) && !Has(Right, a)) || Left.Axes.Concat(Right.Axes).Any(a => !Has(Linear, a) && !Common.Contains(a, StringComparison.Ordinal))
            ? "a letter stands in one of the three views only"
        : Left.Axes.Any(a => (Has(Right, a) && Right.Extent(a) != Left.Extent(a)) || (Has(Linear, a) && Linear.Extent(a) != Left.Extent(a)))
            || Right.Axes.Any(a => Has(Linear, a) && Linear.Extent(a) != Right.Extent(a))
            ? "axes of one letter differ in extent"
        : null;

    private static bool Has(IndexedView view, char axis) => view.Axes.Contains(axis, StringComparison.Ordinal);
}
