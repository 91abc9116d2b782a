using System.Runtime.InteropServices;

namespace Zkml.Fields;

/// <summary>
/// Aligned native memory for one proof at a time, taken from the front and released to a mark, kept for the next proof: first touch
/// of fresh memory costs about 1 ms per MB, reuse nothing. What is released is zeroed, unless it holds no secrets.
/// Vectors taken from it are valid until released or disposed. One thread allocates; many may read and write.
/// </summary>
public sealed unsafe class Arena : IDisposable
{
    private const nuint Alignment = 64;
    private readonly nuint _chunkSize;
    private readonly bool _public;
    private readonly List<(nint Start, nuint Size)> _chunks = [];
    private readonly List<nuint> _filled = [];
    private int _chunk = -1;
    private nuint _used;

    /// <param name="chunkBytes">Size of the first piece asked from the system, in bytes.</param>
    /// <param name="holdsSecrets">False for a verifier, who knows nothing that is not public: what is released stays as it is.</param>
    public Arena(int chunkBytes = 32 << 20, bool holdsSecrets = true) => (_chunkSize, _public) = ((nuint)chunkBytes, !holdsSecrets);

    /// <summary>Bytes asked from the system so far.</summary>
    public long Capacity => _chunks.Sum(c => (long)c.Size);

    /// <summary>A position to release to.</summary>
    public readonly record struct Mark(int Chunk, nuint Used);

    public Mark Position => new(_chunk, _used);

    /// <summary>A vector of base elements; its content is undefined.</summary>
    public FieldVector Field(int length) => new((uint*)Take((nuint)length * sizeof(uint)), length);

    /// <summary>A vector of extension elements in four planes; its content is undefined.</summary>
    public ExtVector Ext(int length)
    {
        int stride = (length + 15) & ~15;
        return new ExtVector((uint*)Take((nuint)stride * 4 * sizeof(uint)), length, stride);
    }

    /// <summary>
    /// Makes room for so many bytes in one piece, so that what is released can be used again whatever its parts were. Too much costs nothing: memory that
    /// nobody touches is not the system's loss.
    /// </summary>
    public void Reserve(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        nuint whole = Aligned((nuint)bytes);
        _ = Take(whole);
        _used -= whole;
    }

    public FieldVector ZeroedField(int length)
    {
        FieldVector vector = Field(length);
        vector.Span.Clear();
        return vector;
    }

    public ExtVector ZeroedExt(int length)
    {
        ExtVector vector = Ext(length);
        vector.Clear();
        return vector;
    }

    /// <summary>Gives back, zeroed, all that was taken since the mark.</summary>
    public void Release(Mark mark)
    {
        for (int c = Math.Max(mark.Chunk, 0); c <= _chunk && !_public; c++)
        {
            nuint from = c == mark.Chunk ? mark.Used : 0;
            nuint to = c == _chunk ? _used : _filled[c];
            NativeMemory.Clear((byte*)_chunks[c].Start + from, to - from);
        }

        (_chunk, _used) = mark;
    }

    public void Dispose()
    {
        Release(new Mark(-1, 0));
        foreach ((nint start, nuint _) in _chunks)
        {
            NativeMemory.AlignedFree((void*)start);
        }

        _chunks.Clear();
        _filled.Clear();
        (_chunk, _used) = (-1, 0);
    }

    private static nuint Aligned(nuint bytes) => (bytes + Alignment - 1) & ~(Alignment - 1);

    private void* Take(nuint bytes)
    {
        bytes = Aligned(bytes);
        while (_chunk < 0 || _used + bytes > _chunks[_chunk].Size)
        {
            if (_chunk + 1 == _chunks.Count)
            {
                // Pieces grow with the whole, so that what one use took in parts another can take as one. Memory that nobody touches costs nothing.
                nuint size = Math.Max(Math.Max(_chunkSize, (nuint)Capacity), bytes);
                _chunks.Add(((nint)NativeMemory.AlignedAlloc(size, Alignment), size));
                _filled.Add(0);
            }

            if (_chunk >= 0)
            {
                _filled[_chunk] = _used;
            }

            _chunk++;
            _used = 0;
        }

        void* start = (byte*)_chunks[_chunk].Start + _used;
        _used += bytes;
        return start;
    }
}
