namespace Zkml.Contracts;

/// <summary>The least and the largest value of an integer in a message, or the least and largest number of elements of a list.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BoundsAttribute(long least, long largest) : Attribute
{
    public long Least { get; } = least;

    public long Largest { get; } = largest;
}
