using System.Collections.Immutable;

namespace Zkml.Networks;

/// <summary>
/// The same separable linear map in every channel: y(c, i, j) = Σ_a Σ_b Rows[i, a] · Columns[j, b] · x(c, a, b). Pooling by sums, enlarging, spreading one
/// number over an image.
/// </summary>
/// <param name="Rows">Output height × input height, row-major, small integers, mostly zero.</param>
/// <param name="Columns">Output width × input width.</param>
public sealed record SpatialMapLayer(string Name, int Source, int Output, ImmutableArray<int> Rows, ImmutableArray<int> Columns)
    : NetworkLayer(Name, [Source], Output);
