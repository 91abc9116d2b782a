using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Zkml.Fields;

namespace Zkml.Protocol;

/// <summary>
/// Fiat–Shamir over SHA-256: what was sent so far, turned into the verifier's coins. Prover and verifier make the same calls.
/// Everything absorbed must be public (statement, or bytes of the proof).
/// </summary>
/// <remarks>
/// <para>Byte format, complete. <c>u8</c>, <c>u32</c> are unsigned integers, little-endian; <c>L</c> is a label in UTF-8, at most 255 bytes.
/// The transcript is a sequence of items:</para>
/// <code>
/// start       0x00 ‖ u8 |L| ‖ L                            the constructor, L = protocol label
/// absorb      0x01 ‖ u8 |L| ‖ L ‖ u32 |data| ‖ data
/// challenges  0x02 ‖ u8 |L| ‖ L ‖ u32 count
/// indices     0x03 ‖ u8 |L| ‖ L ‖ u32 count ‖ u32 bound
/// </code>
/// <para>An extension element is absorbed as its 16 bytes (four canonical u32), several of them as one item with their bytes in order.
/// The state is 32 bytes, zero at first. The items of kind 2 and 3 are requests. At a request</para>
/// <code>state ← SHA-256(00 00 00 02 ‖ state ‖ all items since the last request ‖ the request)</code>
/// <para>and coins are read from the blocks</para>
/// <code>
/// block 0 = state
/// block i = SHA-256(00 00 00 03 ‖ state ‖ u32 i),  i = 1, 2, …
/// </code>
/// <para>each as eight u32. A base element takes the next word, top bit cleared, and skips it if it is not below p; an extension
/// element is four base elements c0..c3. An index takes the next word modulo the bound (a power of two) and skips it if that index
/// was drawn before; indices are returned sorted. Unread words are dropped at the next request.</para>
/// <para>The four-byte tags 2 and 3 keep these hashes apart from Merkle leaves (0) and nodes (1). Every item can be parsed from
/// its start, so two different sequences of calls never hash the same bytes.</para>
/// </remarks>
public sealed class Transcript : ITranscript
{
    private const int DigestSize = SHA256.HashSizeInBytes;
    private const int TagSize = sizeof(uint);
    private const uint UpdateTag = 2;
    private const uint ExpandTag = 3;

    private readonly byte[] _state = new byte[DigestSize];
    private readonly byte[] _block = new byte[DigestSize];
    private byte[] _pending = new byte[1 << 12]; // tag ‖ state ‖ items since the last request
    private int _length = TagSize + DigestSize;
    private uint _blockNumber;
    private int _read;

    public Transcript(string protocolLabel)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_pending, UpdateTag);
        AppendHead(Kind.Start, protocolLabel, 0);
    }

    private enum Kind : byte
    {
        Start = 0,
        Absorb = 1,
        Challenges = 2,
        Indices = 3,
    }

    public void Absorb(string label, ReadOnlySpan<byte> data)
    {
        AppendHead(Kind.Absorb, label, sizeof(uint) + data.Length);
        AppendUInt32((uint)data.Length);
        data.CopyTo(_pending.AsSpan(_length));
        _length += data.Length;
    }

    public void Absorb(string label, Ext value) => Absorb(label, [value]);

    public void Absorb(string label, ReadOnlySpan<Ext> values)
    {
        int bytes = checked(values.Length * Ext.Size);
        AppendHead(Kind.Absorb, label, sizeof(uint) + bytes);
        AppendUInt32((uint)bytes);
        foreach (Ext value in values)
        {
            value.Write(_pending.AsSpan(_length, Ext.Size));
            _length += Ext.Size;
        }
    }

    /// <summary>One uniform element of E; the same as one of <see cref="Challenges"/>.</summary>
    public Ext Challenge(string label)
    {
        RequestChallenges(label, 1);
        return NextExt();
    }

    /// <summary>Independent uniform elements of E.</summary>
    public Ext[] Challenges(string label, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        RequestChallenges(label, count);
        var challenges = new Ext[count];
        for (int i = 0; i < count; i++)
        {
            challenges[i] = NextExt();
        }

        return challenges;
    }

    /// <summary>A uniform set of <paramref name="count"/> distinct indices below <paramref name="bound"/>, ascending.</summary>
    /// <param name="label">Hashed before anything is drawn.</param>
    /// <param name="count">At most <paramref name="bound"/>.</param>
    /// <param name="bound">A power of two, so that a word reduced by it has no bias.</param>
    public int[] DistinctIndices(string label, int count, int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(BitOperations.IsPow2(bound), true, nameof(bound));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, bound);
        AppendHead(Kind.Indices, label, 2 * sizeof(uint));
        AppendUInt32((uint)count);
        AppendUInt32((uint)bound);
        Update();
        var drawn = new HashSet<int>(count);
        while (drawn.Count < count)
        {
            drawn.Add((int)(NextWord() & (uint)(bound - 1)));
        }

        int[] indices = [.. drawn];
        Array.Sort(indices);
        return indices;
    }

    private void RequestChallenges(string label, int count)
    {
        AppendHead(Kind.Challenges, label, sizeof(uint));
        AppendUInt32((uint)count);
        Update();
    }

    /// <summary>Hashes what is pending into the state and starts reading coins at block 0.</summary>
    private void Update()
    {
        SHA256.HashData(_pending.AsSpan(0, _length), _state);
        _state.CopyTo(_pending, TagSize);
        _state.CopyTo(_block, 0);
        _length = TagSize + DigestSize;
        _blockNumber = 0;
        _read = 0;
    }

    private Ext NextExt() => new(NextBase(), NextBase(), NextBase(), NextBase());

    private KoalaBear NextBase()
    {
        uint candidate;
        do
        {
            candidate = NextWord() & int.MaxValue;
        }
        while (candidate >= KoalaBear.Modulus);

        return KoalaBear.FromUInt32(candidate);
    }

    private uint NextWord()
    {
        if (_read == DigestSize)
        {
            _blockNumber++;
            Span<byte> input = stackalloc byte[TagSize + DigestSize + sizeof(uint)];
            BinaryPrimitives.WriteUInt32BigEndian(input, ExpandTag);
            _state.CopyTo(input[TagSize..]);
            BinaryPrimitives.WriteUInt32LittleEndian(input[(TagSize + DigestSize)..], _blockNumber);
            SHA256.HashData(input, _block);
            _read = 0;
        }

        uint word = BinaryPrimitives.ReadUInt32LittleEndian(_block.AsSpan(_read));
        _read += sizeof(uint);
        return word;
    }

    /// <summary>Appends kind and label, and makes room for the rest of the item.</summary>
    private void AppendHead(Kind kind, string label, int restLength)
    {
        int labelLength = Encoding.UTF8.GetByteCount(label);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(labelLength, byte.MaxValue, nameof(label));
        int needed = checked(_length + 2 + labelLength + restLength);
        if (needed > _pending.Length)
        {
            Array.Resize(ref _pending, (int)BitOperations.RoundUpToPowerOf2((uint)needed));
        }

        _pending[_length] = (byte)kind;
        _pending[_length + 1] = (byte)labelLength;
        _length += 2;
        _length += Encoding.UTF8.GetBytes(label, _pending.AsSpan(_length));
    }

    private void AppendUInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_pending.AsSpan(_length), value);
        _length += sizeof(uint);
    }
}
