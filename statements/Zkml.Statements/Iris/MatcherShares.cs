using System.Diagnostics.CodeAnalysis;
using Zkml.Captures;
using Zkml.Fields;
using Zkml.Matching;

namespace Zkml.Statements.Iris;

/// <summary>
/// What one matcher gets of a template: two of three shares, and the blindings that open their commitments, so that it sees for itself that they are those
/// of the proof. One encoding: store (1) ‖ shares (<see cref="StoreShares"/>) ‖ own blinding (32) ‖ next blinding (32). Zeroed on dispose.
/// </summary>
public sealed class MatcherShares : IDisposable
{
    public const int Length = 1 + StoreShares.ByteLength + 2 * Bytes32.Length;

    private readonly KoalaBear[] _own;
    private readonly KoalaBear[] _next;

    internal MatcherShares(StoreShares shares, KoalaBear[] own, KoalaBear[] next) => (Shares, _own, _next) = (shares, own, next);

    public StoreShares Shares { get; }

    /// <summary>False unless it is exactly what <see cref="Write"/> writes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out MatcherShares? shares)
    {
        shares = null;
        const int Blindings = 1 + StoreShares.ByteLength;
        if (source.Length != Length || source[0] >= ShareLayout.Shares
            || !RowHash.TryReadDigest(new Bytes32(source.Slice(Blindings, Bytes32.Length)), out KoalaBear[]? own)
            || !RowHash.TryReadDigest(new Bytes32(source[(Blindings + Bytes32.Length)..]), out KoalaBear[]? next)
            || !StoreShares.TryRead(source[0], source[1..Blindings], out StoreShares? read))
        {
            return false;
        }

        shares = new MatcherShares(read, own, next);
        return true;
    }

    /// <summary>The caller zeroes it.</summary>
    public byte[] Write()
    {
        byte[] shares = Shares.Write();
        byte[] bytes = [(byte)Shares.Store, .. shares, .. RowHash.WriteDigest(_own).ToArray(), .. RowHash.WriteDigest(_next).ToArray()];
        Array.Clear(shares);
        return bytes;
    }

    /// <summary>Whether these are the shares that a proof committed to.</summary>
    /// <param name="commitments">Of all three shares, from the proof's public values.</param>
    public bool Open(IReadOnlyList<KoalaBear[]> commitments)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(commitments.Count, ShareLayout.Shares, nameof(commitments));
        return ShareCommitment.Commit(Shares.Own, _own).AsSpan().SequenceEqual(commitments[Shares.Store])
            && ShareCommitment.Commit(Shares.Next, _next).AsSpan().SequenceEqual(commitments[(Shares.Store + 1) % ShareLayout.Shares]);
    }

    public void Dispose()
    {
        Shares.Dispose();
        Array.Clear(_own);
        Array.Clear(_next);
    }

    public override string ToString() => nameof(MatcherShares);
}
