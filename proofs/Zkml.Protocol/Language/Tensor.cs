namespace Zkml.Protocol.Language;

/// <summary>
/// An array that views read. Private: part of the witness, committed, with a place in the witness vector that is fixed when the statement is
/// built. Public: given with each proof, known to the verifier, absorbed before any message.
/// </summary>
public sealed class Tensor
{
    internal Tensor(int id, string name, Shape shape, bool isPublic = false)
    {
        Id = id;
        Name = name;
        Shape = shape;
        IsPublic = isPublic;
    }

    /// <summary>Its number among the private tensors, or among the public ones.</summary>
    public int Id { get; }

    public bool IsPublic { get; }

    public string Name { get; }

    public Shape Shape { get; }

    /// <summary>The view that reads every cell in place.</summary>
    public View View => View.Of(this);

    /// <summary>The view with one map per axis.</summary>
    public View Map(params AxisMap[] maps) => View.Of(this, Shape, maps);

    /// <summary>As <see cref="Map"/>, after giving the same cells another shape: axes of power-of-two extent split or merged, axes of extent 1 added.</summary>
    public View MapAs(Shape shape, params AxisMap[] maps) => View.Of(this, shape, maps);
}
