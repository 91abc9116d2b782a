using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Matching;
using Zkml.Models.Iris;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Iris;

/// <summary>
/// Three shares of the template, so that three stores can compare templates none of them has. With code bit b, mask bit m, at every bit
///   S0 + S1 + S2 = (2b − 1)·m + 2^16·carry,   T0 + T1 + T2 = m + 2^16·carry',   all shares in [0, 2^16), carries in [0, 2]
/// which are integers below 2^18: nothing wraps, so the shares add up modulo 2^16. Axes as in <see cref="IrisCodeGadget"/>: column, filter, part, row.
/// </summary>
internal sealed class IrisShares
{
    private const int MaxCarry = 2, GroupsPerRow = ShareLayout.RowLength / ShareCommitment.Rate;

    public IrisShares(StatementBuilder builder, View code, View mask)
    {
        Shape shape = code.Shape;
        int[] extents = [.. Enumerable.Range(0, shape.Rank).Select(axis => shape[axis])];
        Signs = [.. Enumerable.Range(0, ShareLayout.Shares).Select(i => Share($"share {i} of signs"))];
        Masks = [.. Enumerable.Range(0, ShareLayout.Shares).Select(i => Share($"share {i} of mask"))];
        SignCarry = Carry("carry of signs");
        MaskCarry = Carry("carry of mask");
        Blindings = [.. Enumerable.Range(0, ShareLayout.Shares).Select(i => builder.Commit($"share blinding {i}", Poseidon2Commitment.BlindingLength, 1))];
        builder.AssertZero("shares of signs", [new Product(2, code, mask)], -mask - Sum(Signs) + (1L << 16) * SignCarry.View);
        builder.AssertZero("shares of mask", mask - Sum(Masks) + (1L << 16) * MaskCarry.View);

        Tensor Share(string name)
        {
            Tensor share = builder.Commit(name, extents);
            builder.AssertRange(name, share.View, 0, ushort.MaxValue);
            return share;
        }

        Tensor Carry(string name)
        {
            Tensor carry = builder.Commit(name, extents);
            builder.AssertRange(name, carry.View, 0, MaxCarry);
            return carry;
        }
    }

    public Tensor[] Signs { get; }

    public Tensor[] Masks { get; }

    public Tensor SignCarry { get; }

    public Tensor MaskCarry { get; }

    /// <summary>8 × 1 each.</summary>
    public Tensor[] Blindings { get; }

    /// <summary>What the commitment to a share hashes: rate × blocks.</summary>
    public View Message(int share)
    {
        View sum = Blindings[share].Map(
            AxisMap.Strided(ShareCommitment.Rate, Poseidon2Commitment.BlindingLength, 1, 0), AxisMap.Place(ShareCommitment.Blocks, 0));
        return sum + Values(Signs[share], 1) + Values(Masks[share], 1 + ShareLayout.Bits / ShareCommitment.Rate);
    }

    /// <summary>Fills shares, carries and blindings; code and mask are in the witness already.</summary>
    public void Fill(Witness witness, TemplateShares shares, KoalaBear[][] blindings)
    {
        for (int i = 0; i < ShareLayout.Shares; i++)
        {
            Write(witness, Signs[i], shares[i].AsSpan(0, ShareLayout.Bits));
            Write(witness, Masks[i], shares[i].AsSpan(ShareLayout.Bits));
            for (int e = 0; e < Poseidon2Commitment.BlindingLength; e++)
            {
                witness[Blindings[i]][e] = blindings[i][e].Montgomery;
            }
        }

        WriteCarries(witness[SignCarry], shares, 0);
        WriteCarries(witness[MaskCarry], shares, ShareLayout.Bits);
    }

    /// <summary>Sixteen neighbours of a row to a block, row after row.</summary>
    private static View Values(Tensor tensor, int firstBlock)
    {
        View sum = View.Zero(Shape.Of(ShareCommitment.Rate, ShareCommitment.Blocks));
        for (int group = 0; group < GroupsPerRow; group++)
        {
            int first = firstBlock + group;
            sum += tensor.MapAs(
                Shape.Of(ShareLayout.RowLength, ProbeGrid.Rows),
                AxisMap.Slice(ShareLayout.RowLength, group * ShareCommitment.Rate, ShareCommitment.Rate),
                AxisMap.Sparse(ShareCommitment.Blocks, ProbeGrid.Rows, [.. Enumerable.Range(0, ProbeGrid.Rows)
                    .Select(row => new AxisMap.Entry(first + row * GroupsPerRow, row, 1))]));
        }

        return sum;
    }

    private static View Sum(Tensor[] shares) => shares.Aggregate(View.Zero(shares[0].Shape), (sum, share) => sum + share.View);

    /// <summary>From the order of serialisation to that of the tensors.</summary>
    private static void Write(Witness witness, Tensor tensor, ReadOnlySpan<ushort> values)
    {
        Span<uint> cells = witness[tensor];
        for (int i = 0; i < values.Length; i++)
        {
            cells[Cell(i)] = KoalaBear.FromUInt32(values[i]).Montgomery;
        }
    }

    /// <summary>⌊sum / 2^16⌋ to the nearest: the shared value is −1, 0 or 1.</summary>
    private static void WriteCarries(Span<uint> cells, TemplateShares shares, int start)
    {
        for (int i = 0; i < ShareLayout.Bits; i++)
        {
            int sum = shares[0][start + i] + shares[1][start + i] + shares[2][start + i];
            cells[Cell(i)] = KoalaBear.FromUInt32((uint)((sum + 1) >> 16)).Montgomery;
        }
    }

    private static int Cell(int bit) => bit % ShareLayout.RowLength * ProbeGrid.Rows + bit / ShareLayout.RowLength;
}
