using System.Security.Cryptography;
using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>The private values of a statement, with the public ones beside them, in the order of its witness vector, zero where nothing was written. Zeroed on dispose.</summary>
public sealed class Witness : IDisposable
{
    private readonly Arena _arena;
    private readonly Arena.Mark _mark;

    /// <param name="statement">Fixes where each tensor lies.</param>
    /// <param name="arena">Memory to take the cells from; released down to this point on dispose.</param>
    public Witness(Statement statement, Arena arena)
    {
        Statement = statement;
        _arena = arena;
        _mark = arena.Position;
        Cells = arena.ZeroedField(statement.Length);
        Publics = new PublicValues(statement);
    }

    public Statement Statement { get; }

    /// <summary>The witness vector, Montgomery words.</summary>
    public FieldVector Cells { get; }

    public PublicValues Publics { get; }

    /// <summary>The cells of a tensor up to its last one, Montgomery words; index them by <see cref="Shape.Cell"/>.</summary>
    public Span<uint> this[Tensor tensor] => tensor.IsPublic ? Publics[tensor] : Cells.Span.Slice(Statement.Offset(tensor), tensor.Shape.OccupiedLength);

    public void Set(Tensor tensor, int cell, long value) => this[tensor][cell] = KoalaBear.FromInt64(value).Montgomery;

    public void Set(Tensor tensor, ReadOnlySpan<int> index, long value) => Set(tensor, tensor.Shape.Cell(index), value);

    public KoalaBear Get(Tensor tensor, int cell) => KoalaBear.FromMontgomery(this[tensor][cell]);

    /// <summary>SHA-256 of all cells, to hedge the prover's randomness.</summary>
    internal byte[] Digest() => SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(Cells.Span));

    public void Dispose() => _arena.Release(_mark);
}
