using System.Security.Cryptography;
using Zkml.Fields;
using Zkml.Gadgets.Bits;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Sha256;

/// <summary>Fills the gadget's cells from a message.</summary>
public static class Sha256Solver
{
    /// <summary>Computes and writes everything for one of the parallel messages.</summary>
    /// <returns>The digest.</returns>
    public static byte[] Fill(Sha256Gadget gadget, Witness witness, ReadOnlySpan<byte> message, int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)gadget.Messages);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(message.Length, gadget.MaxLength, nameof(message));
        if (gadget.FixedLength is { } length)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(message.Length, length, nameof(message));
        }

        byte[] padded = new byte[gadget.Blocks * Sha256Constants.BytesPerBlock];
        Sha256Function.Pad(message, padded);
        byte[] digest = FillPadded(gadget, witness, padded, message.Length, index);
        CryptographicOperations.ZeroMemory(padded);
        return digest;
    }

    /// <summary>As <see cref="Fill"/>, from bytes that are taken as they are; tests give wrong padding.</summary>
    internal static byte[] FillPadded(Sha256Gadget gadget, Witness witness, ReadOnlySpan<byte> padded, int length, int index)
    {
        int last = Sha256Function.BlockCount(length) - 1;
        var trace = new Sha256Trace();
        uint[] state = [.. Sha256Words.InitialState];
        var digest = new byte[32];
        for (int block = 0; block < gadget.Blocks; block++)
        {
            Sha256Function.Compress(state, padded.Slice(block * Sha256Constants.BytesPerBlock, Sha256Constants.BytesPerBlock), trace);
            WriteBlock(gadget.Tensors, witness, trace, index, block);
            if (block == last)
            {
                Sha256Function.WriteDigest(state, digest);
                WriteHiddenDigest(gadget, witness, state, index);
            }

            WriteInside(gadget, witness, length, index, block);
        }

        Array.Clear(state);
        trace.Clear();
        return digest;
    }

    /// <summary>Computes and writes everything of a long message.</summary>
    /// <returns>The digest.</returns>
    public static byte[] Fill(Sha256Chain chain, Witness witness, ReadOnlySpan<byte> message)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(message.Length, chain.Length, nameof(message));
        Span<byte> padding = stackalloc byte[Sha256Constants.BytesPerBlock];
        chain.WritePadding(padding);
        var trace = new Sha256Trace();
        uint[] state = [.. Sha256Words.InitialState];
        for (int block = 0; block < chain.Body.Blocks; block++)
        {
            Sha256Function.Compress(state, message.Slice(block * Sha256Constants.BytesPerBlock, Sha256Constants.BytesPerBlock), trace);
            WriteBlock(chain.Body, witness, trace, 0, block);
        }

        Sha256Function.Compress(state, padding, trace);
        WriteBlock(chain.Tail, witness, trace, 0, 0);
        var digest = new byte[32];
        Sha256Function.WriteDigest(state, digest);
        Array.Clear(state);
        trace.Clear();
        return digest;
    }

    internal static void WriteBlock(Sha256Tensors tensors, Witness witness, Sha256Trace trace, int message, int block)
    {
        BitPlanes.Write(trace.A, 32, Cells(tensors.A, Sha256Layout.CellsPerBlock));
        BitPlanes.Write(trace.E, 32, Cells(tensors.E, Sha256Layout.CellsPerBlock));
        BitPlanes.Write(trace.W, 32, Cells(tensors.W, Sha256Layout.CellsPerBlock));
        BitPlanes.Write(trace.Carries, Sha256Tensors.CarrySlots, Cells(tensors.Carries, Sha256Tensors.CarrySlots * Sha256Constants.Rounds));
        WriteState(trace.State, Cells(tensors.StateA, Sha256Layout.CellsPerState), Cells(tensors.StateE, Sha256Layout.CellsPerState));
        BitPlanes.Write(trace.StateCarries, 4, Cells(tensors.StateCarries, 4 * Sha256Tensors.StateDepth));

        Span<uint> Cells(Tensor tensor, int count) => Block(witness, tensor, message, block, count);
    }

    /// <summary>a, b, c, d and e, f, g, h, each newest last.</summary>
    private static void WriteState(ReadOnlySpan<uint> state, Span<uint> a, Span<uint> e)
    {
        BitPlanes.Write([state[3], state[2], state[1], state[0]], 32, a);
        BitPlanes.Write([state[7], state[6], state[5], state[4]], 32, e);
    }

    private static void WriteHiddenDigest(Sha256Gadget gadget, Witness witness, ReadOnlySpan<uint> state, int message)
    {
        if (gadget.HiddenDigest is ({ } a, { } e))
        {
            WriteState(state, Block(witness, a, message, 0, Sha256Layout.CellsPerState), Block(witness, e, message, 0, Sha256Layout.CellsPerState));
        }
    }

    private static void WriteInside(Sha256Gadget gadget, Witness witness, int length, int message, int block)
    {
        if (gadget.Inside is { } inside)
        {
            Span<uint> cells = Block(witness, inside, message, block, Sha256Constants.BytesPerBlock);
            int count = Math.Clamp(length - block * Sha256Constants.BytesPerBlock, 0, cells.Length);
            cells[..count].Fill(KoalaBear.One.Montgomery);
            cells[count..].Clear();
        }
    }

    private static Span<uint> Block(Witness witness, Tensor tensor, int message, int block, int count) =>
        witness[tensor].Slice(message * tensor.Shape.Stride(0) + block * tensor.Shape.Stride(1), count);
}
