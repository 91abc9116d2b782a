using System.Security.Cryptography;

namespace Zkml.Matching.Faces;

/// <summary>The template of a face with what opens its commitment. Zeroed on dispose; has no text form.</summary>
public sealed class FaceTemplate : IDisposable
{
    public const int OpeningLength = 32;

    /// <summary>Longer ones could not be compared under proof.</summary>
    public const int MaxCount = 4096;

    /// <param name="modelName">The id of the model's file and the scale of its pixels.</param>
    /// <param name="least">No value of the model is below.</param>
    /// <param name="greatest">No value of the model is above; at most 255 more.</param>
    /// <param name="values">What the model computed.</param>
    /// <param name="opening">The blinding of the commitment: 8 field elements, four little-endian bytes each.</param>
    public FaceTemplate(string modelName, int least, int greatest, int[] values, byte[] opening)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Length, nameof(values));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values.Length, MaxCount, nameof(values));
        ArgumentOutOfRangeException.ThrowIfNotEqual(opening.Length, OpeningLength, nameof(opening));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)greatest - least, byte.MaxValue, nameof(greatest));
        if (values.AsSpan().ContainsAnyExceptInRange(least, greatest))
        {
            throw new ArgumentException("A value is outside of the model's interval.", nameof(values));
        }

        (ModelName, Least, Greatest, Values, Opening) = (modelName, least, greatest, values, opening);
    }

    public string ModelName { get; }

    public int Least { get; }

    public int Greatest { get; }

    public int[] Values { get; }

    public byte[] Opening { get; }

    /// <summary>Only templates of one model can be compared.</summary>
    public bool IsComparable(FaceTemplate other) =>
        (ModelName, Least, Greatest, Values.Length) == (other.ModelName, other.Least, other.Greatest, other.Values.Length);

    public void Dispose()
    {
        Array.Clear(Values);
        CryptographicOperations.ZeroMemory(Opening);
    }

    public override string ToString() => nameof(FaceTemplate);
}
