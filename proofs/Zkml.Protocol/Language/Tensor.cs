namespace Zkml.Protocol.Language;

/// <summary>A committed array of the private witness. Its place in the witness vector is fixed when the statement is built.</summary>
public sealed class Tensor
{
    internal Tensor(int id, string name, Shape shape)
    {
        Id = id;
        Name = name;
        Shape = shape;
    }

    public int Id { get; }

    public string Name { get; }

    public Shape Shape { get; }

    /// <summary>The view that reads every cell in place.</summary>
    public View View => View.Of(this);

    /// <summary>The view with one map per axis.</summary>
    public View Map(params AxisMap[] maps) => View.Of(this, Shape, maps);

    /// <summary>As <see cref="Map"/>, after giving the same cells another shape: axes of power-of-two extent split or merged, axes of extent 1 added.</summary>
    public View MapAs(Shape shape, params AxisMap[] maps) => View.Of(this, shape, maps);
}
