using System.Runtime.InteropServices;
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

    /// <summary>
    /// SHA-256 of all cells and of the public values, to hedge the prover's randomness: two proofs of one witness for two challenges of a verifier
    /// would otherwise share their pads when the system repeats itself, as a machine does that is restored from a snapshot.
    /// </summary>
    internal byte[] Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(Cells.Span));
        hash.AppendData(Publics.Encode());
        return hash.GetHashAndReset();
    }

    public void Dispose() => _arena.Release(_mark);
}
