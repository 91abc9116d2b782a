using System.Runtime.InteropServices;
using Zkml.Commitments;
using Zkml.Fields;
using Zkml.Protocol.Matrices;
using Zkml.Protocol.Soundness;

namespace Zkml.Protocol.Tests.Support;

/// <summary>All random choices of a prover, word by word (Montgomery), in the order in which it draws them.</summary>
internal sealed class RandomTape
{
    private readonly uint[] _words;

    private RandomTape(uint[] words, Range rowsOfA, Range maskOfA, Range pads, Range rowsOfB)
    {
        _words = words;
        (RowsOfA, MaskOfA, Pads, RowsOfB) = (rowsOfA, maskOfA, pads, rowsOfB);
    }

    /// <summary>The t random coefficients of every row of A.</summary>
    public Range RowsOfA { get; }

    /// <summary>Four planes of K words.</summary>
    public Range MaskOfA { get; }

    /// <summary>Four planes of as many words as the pad rows have cells.</summary>
    public Range Pads { get; }

    /// <summary>Row after row, four planes of K words each.</summary>
    public Range RowsOfB { get; }

    /// <summary>Salts are left zero.</summary>
    public static RandomTape Zero(int rowsOfA, MatrixParameters? a, PadLayout? b)
    {
        int end = 0;
        Range Section(int length)
        {
            end += length;
            return (end - length)..end;
        }

        Range rows = Section(rowsOfA * (a?.Queries ?? 0)), mask = Section(4 * (a?.MessageLength ?? 0));
        Section(8 * (a?.CodeLength ?? 0));
        Range pads = Section(4 * (b?.PadRows * b?.Shape.DataLength ?? 0)), rowsOfB = Section(4 * (b?.Rows * b?.Shape.MessageLength ?? 0));
        return new RandomTape(new uint[end], rows, mask, pads, rowsOfB);
    }

    public Span<uint> this[Range section] => _words.AsSpan(section);

    public RandomTape Copy() => new([.. _words], RowsOfA, MaskOfA, Pads, RowsOfB);

    /// <summary>A copy with one word raised by one.</summary>
    public RandomTape Plus(int word)
    {
        RandomTape copy = Copy();
        copy._words[word] = (KoalaBear.FromMontgomery(copy._words[word]) + KoalaBear.One).Montgomery;
        return copy;
    }

    /// <summary>Words of a section.</summary>
    public IEnumerable<int> Words(Range section)
    {
        (int start, int length) = section.GetOffsetAndLength(_words.Length);
        return Enumerable.Range(start, length);
    }

    public ProofRandomness Play()
    {
        ReadOnlyMemory<uint> rest = _words;
        return new ProofRandomness(chunk =>
        {
            chunk.Clear();
            int count = Math.Min(rest.Length, chunk.Length / sizeof(uint));
            MemoryMarshal.AsBytes(rest.Span[..count]).CopyTo(chunk);
            rest = rest[count..];
        });
    }
}
