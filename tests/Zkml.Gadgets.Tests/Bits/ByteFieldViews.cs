using System.Buffers.Binary;
using CsCheck;
using Zkml.Gadgets.Bits;
using Zkml.Gadgets.Tests.Support;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.Bits;

public sealed class ByteFieldViews
{
    private const int Count = 11;

    [Fact]
    public void Numbers_are_read_in_both_byte_orders() => OnBytes((test, bytes, values) =>
    {
        View three = bytes.ThenLast(AxisMap.Slice(Count, 4, 3)), two = bytes.ThenLast(AxisMap.Slice(Count, 4, 2));
        Assert.Equal([(values[4] << 16) | (values[5] << 8) | values[6]], test.Values(three.BigEndian()));
        Assert.Equal([(values[6] << 16) | (values[5] << 8) | values[4]], test.Values(three.LittleEndian()));
        Assert.Equal([BinaryPrimitives.ReadUInt16BigEndian(values.AsSpan(4))], test.Values(two.BigEndian()));
    });

    [Fact]
    public void Long_numbers_are_limbs() => OnBytes((test, bytes, values) =>
    {
        ulong number = BinaryPrimitives.ReadUInt64BigEndian(values);
        View eight = bytes.ThenLast(AxisMap.Slice(Count, 0, 8));
        Assert.Equal(Enumerable.Range(0, 4).Select(j => (int)(ushort)(number >> (16 * j))), test.Values(eight.BigEndianLimbs(2)));
        Assert.Equal(Enumerable.Range(0, 3).Select(j => (int)((number >> (24 * j)) & 0xffffff)), test.Values(eight.BigEndianLimbs(3)));
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Packed_elements_are_those_of_the_plain_function(int bytesPerElement) => OnBytes((test, bytes, values) =>
        Assert.Equal(ByteFields.Pack(values, bytesPerElement), test.Values(bytes.Packed(bytesPerElement)).Select(v => (long)v)));

    [Fact]
    public void Four_bytes_do_not_fit_an_element()
    {
        View bytes = View.Zero(Shape.Of(1, 4));
        Assert.Throws<ArgumentOutOfRangeException>(bytes.BigEndian);
        Assert.Throws<ArgumentOutOfRangeException>(() => bytes.Packed(4));
    }

    [Fact]
    public void A_view_takes_another_shape_by_axes_of_one() => OnBytes((test, bytes, values) =>
    {
        View constant = View.ConstantProduct(AxisMap.Weights(7), AxisMap.Broadcast(Count));
        View reshaped = (bytes + constant).WithShape(1, Count, 1, 1);
        Assert.Equal(Shape.Of(1, Count, 1, 1), reshaped.Shape);
        Assert.Equal(values.Select(v => v + 7), test.Values(reshaped));
        Assert.Equal(values.Select(v => v + 7), test.Values(reshaped.WithShape(Count)));
        Assert.Throws<ArgumentException>(() => bytes.WithShape(Count, 2));
    });

    [Fact]
    public void Bytes_that_are_not_the_public_ones_are_rejected()
    {
        var builder = new StatementBuilder("test/bytes");
        Tensor bytes = builder.Commit("bytes", 2, 4);
        ByteFields.AssertBytes(builder, "magic", bytes.View, "zkml"u8);
        using var test = new GadgetWitness(builder);
        Fill("zkml"u8, 0);
        Fill("zkml"u8, 1);
        Assert.Empty(test.Rejections());
        Fill("zkmk"u8, 1);
        Assert.Equal(["magic"], test.Rejections());

        void Fill(ReadOnlySpan<byte> values, int row)
        {
            for (int i = 0; i < values.Length; i++)
            {
                test.Witness.Set(bytes, [row, i], values[i]);
            }
        }
    }

    private static void OnBytes(Action<GadgetWitness, View, byte[]> assert)
    {
        var builder = new StatementBuilder("test/bytes");
        Tensor tensor = builder.Commit("bytes", 1, Count);
        using var test = new GadgetWitness(builder);
        Gen.Byte.Array[Count].Sample(
            values =>
            {
                for (int i = 0; i < Count; i++)
                {
                    test.Witness.Set(tensor, [0, i], values[i]);
                }

                assert(test, tensor.View, values);
            },
            iter: 100, threads: 1);
    }
}
