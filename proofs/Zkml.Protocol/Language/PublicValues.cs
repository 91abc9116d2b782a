using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>The values of a statement's public arrays for one proof, zero where nothing was written.</summary>
public sealed class PublicValues
{
    private readonly uint[][] _cells;

    public PublicValues(Statement statement) => _cells = [.. statement.Publics.Select(t => new uint[t.Shape.OccupiedLength])];

    /// <summary>The cells of a public tensor, Montgomery words; index them by <see cref="Shape.Cell"/>.</summary>
    public Span<uint> this[Tensor tensor] => tensor.IsPublic
        ? _cells[tensor.Id]
        : throw new ArgumentException($"'{tensor.Name}' is private.", nameof(tensor));

    public void Set(Tensor tensor, ReadOnlySpan<int> index, long value) =>
        this[tensor][tensor.Shape.Cell(index)] = KoalaBear.FromInt64(value).Montgomery;

    /// <summary>Writes the values of a tensor of one axis.</summary>
    public void Set(Tensor tensor, ReadOnlySpan<byte> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, this[tensor].Length, nameof(values));
        for (int i = 0; i < values.Length; i++)
        {
            this[tensor][i] = KoalaBear.FromUInt32(values[i]).Montgomery;
        }
    }

    /// <summary>Writes the values of a tensor of one axis.</summary>
    public void Set(Tensor tensor, ReadOnlySpan<KoalaBear> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, this[tensor].Length, nameof(values));
        for (int i = 0; i < values.Length; i++)
        {
            this[tensor][i] = values[i].Montgomery;
        }
    }

    /// <summary>All cells, tensor after tensor, four canonical little-endian bytes each.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[sizeof(uint) * _cells.Sum(c => c.Length)];
        Span<byte> rest = bytes;
        foreach (uint[] cells in _cells)
        {
            foreach (uint cell in cells)
            {
                KoalaBear.FromMontgomery(cell).Write(rest);
                rest = rest[sizeof(uint)..];
            }
        }

        return bytes;
    }

    internal bool BelongsTo(Statement statement) => _cells.Length == statement.Publics.Count
        && statement.Publics.All(t => _cells[t.Id].Length == t.Shape.OccupiedLength);
}
