using Zkml.Protocol.Soundness;

namespace Zkml.Protocol.Matrices;

/// <summary>
/// The rows of matrix B over E: pads, then X, Y and Z = X∘Y with the products of pads, then the masks u, d0, d1, e0, e1. A cell of the
/// interaction is a pad (below Messages) or a product, which stands in Z.
/// </summary>
internal class PadLayout(int messages, IReadOnlyList<(int X, int Y)> products, MatrixParameters shape)
{
    public const int MaskRows = 5;

    public MatrixParameters Shape => shape;

    public int Messages => messages;

    public IReadOnlyList<(int X, int Y)> Products => products;

    public int PadRows { get; } = (messages + shape.DataLength - 1) / shape.DataLength;

    /// <summary>Rows of each of X, Y and Z.</summary>
    public int TripleRows { get; } = (products.Count + shape.DataLength - 1) / shape.DataLength;

    /// <summary>Rows with data.</summary>
    public int DataRows => PadRows + 3 * TripleRows;

    public int Rows => DataRows + MaskRows;

    public int XRow(int triple) => PadRows + triple;

    public int YRow(int triple) => PadRows + TripleRows + triple;

    public int ZRow(int triple) => PadRows + 2 * TripleRows + triple;

    /// <summary>Where a cell of the interaction stands, as row · k + position.</summary>
    public int Place(int cell) => cell < messages ? cell : ZRow(0) * shape.DataLength + (cell - messages);

    public int XPlace(int product) => XRow(0) * shape.DataLength + product;

    public int YPlace(int product) => YRow(0) * shape.DataLength + product;

    public int U => DataRows;

    public int D0 => DataRows + 1;

    public int D1 => DataRows + 2;

    public int E0 => DataRows + 3;

    public int E1 => DataRows + 4;

    /// <summary>
    /// The mask of the linear test is d0 + X^DotShift·d1. The parts overlap by t coefficients: cut disjointly, the t opened values of each
    /// part would leave too little of the mask (review, Z7).
    /// </summary>
    public virtual int DotShift => shape.DataLength - 1;

    /// <summary>Coefficients of the answer to the linear test.</summary>
    public int DotLength => DotShift + shape.MessageLength;

    /// <summary>Coefficients of the answer to the quadratic test.</summary>
    public int QuadLength => shape.DataLength + 2 * shape.Queries - 1;
}
