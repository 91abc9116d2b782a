namespace Zkml.Matching;

/// <summary>
/// One store's shares of a template that is compared with many: rows lengthened by the columns that a turn brings in, so that each turn is a run.
/// Zeroed on dispose.
/// </summary>
public sealed class ShareQuery : IDisposable
{
    private const int Margin = ShareLayout.MaxTurn * ShareLayout.PerColumn;

    private const int LongRow = ShareLayout.RowLength + 2 * Margin;

    private const int Lines = ShareLayout.Length / ShareLayout.RowLength;

    private readonly ushort[] _own;
    private readonly ushort[] _next;

    public ShareQuery(StoreShares shares)
    {
        Store = shares.Store;
        (_own, _next) = (Lengthen(shares.Own), Lengthen(shares.Next));
    }

    public int Store { get; }

    /// <summary>
    /// This store's part of ⟨u, u'⟩ and ⟨m, m'⟩ for all turns of this template against an enrolled one, modulo 2^16:
    ///   Σ x_i·(y_i + y_(i+1)) + x_(i+1)·y_i     with i the store; over the three stores these are all nine products of shares
    /// plus the zero sharing of this comparison, without which a part would say something of the templates.
    /// </summary>
    /// <param name="enrolled">Shares of the other template in the same store.</param>
    /// <param name="zero">Of this comparison and this store.</param>
    public PartialProducts Compare(StoreShares enrolled, ZeroShare zero)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(enrolled.Store, Store, nameof(enrolled));
        ArgumentOutOfRangeException.ThrowIfNotEqual(zero.Store, Store, nameof(zero));
        var both = new ushort[ShareLayout.Length];
        RingKernel.Add(enrolled.Own, enrolled.Next, both);
        Span<ushort> signs = stackalloc ushort[ShareLayout.Turns], bits = stackalloc ushort[ShareLayout.Turns];
        signs.Clear();
        bits.Clear();
        for (int line = 0; line < Lines; line++)
        {
            Span<ushort> sums = line < ShareLayout.Rows ? signs : bits;
            Range place = (line * LongRow)..((line + 1) * LongRow), row = (line * ShareLayout.RowLength)..((line + 1) * ShareLayout.RowLength);
            RingKernel.AddSlidingDots(_own.AsSpan(place), both.AsSpan(row), ShareLayout.PerColumn, sums);
            RingKernel.AddSlidingDots(_next.AsSpan(place), enrolled.Own.AsSpan(row), ShareLayout.PerColumn, sums);
        }

        var products = new ushort[2 * ShareLayout.Turns];
        for (int turn = 0; turn < ShareLayout.Turns; turn++)
        {
            (products[2 * turn], products[2 * turn + 1]) = (signs[turn], bits[turn]);
        }

        Array.Clear(both);
        zero.AddTo(products);
        return new PartialProducts(products);
    }

    public void Dispose()
    {
        Array.Clear(_own);
        Array.Clear(_next);
    }

    private static ushort[] Lengthen(ushort[] share)
    {
        var lengthened = new ushort[Lines * LongRow];
        for (int line = 0; line < Lines; line++)
        {
            ReadOnlySpan<ushort> row = share.AsSpan(line * ShareLayout.RowLength, ShareLayout.RowLength);
            Span<ushort> target = lengthened.AsSpan(line * LongRow, LongRow);
            row[^Margin..].CopyTo(target);
            row.CopyTo(target[Margin..]);
            row[..Margin].CopyTo(target[^Margin..]);
        }

        return lengthened;
    }
}
