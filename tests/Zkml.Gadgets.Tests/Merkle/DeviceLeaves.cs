using CsCheck;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Gadgets.Merkle;
using Zkml.Gadgets.Tests.Hashing;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.Merkle;

public sealed class DeviceLeaves
{
    private static readonly KoalaBear[] NoAttributes = new KoalaBear[DeviceLeaf.AttributeCount];

    [Fact]
    public void The_leaf_of_hidden_key_bytes_is_the_plain_leaf_and_a_member_of_the_registry()
    {
        byte[] x = [.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7 + 3))];
        byte[] y = [.. Enumerable.Range(0, 32).Select(i => (byte)(255 - i * 5))];
        KoalaBear[] leaf = DeviceLeaf.Hash(x, y, NoAttributes);
        var tree = new PoseidonMerkleTree(6);
        tree.AppendRange([.. TheRegistryTree.Leaf(0), .. leaf, .. TheRegistryTree.Leaf(2)]);

        var builder = new StatementBuilder("test/device");
        Tensor keyX = builder.Commit("key x", 32, 1), keyY = builder.Commit("key y", 32, 1);
        builder.AssertRange("x are bytes", keyX.View, 0, 255);
        builder.AssertRange("y are bytes", keyY.View, 0, 255);
        View attributes = View.Zero(Shape.Of(DeviceLeaf.AttributeCount, 1));
        Poseidon2HashGadget hash = DeviceLeafGadget.Constrain(builder, "device leaf", new DeviceLeafGadget.Given(keyX.View, keyY.View, attributes));
        MerkleGadget member = MerkleGadget.Constrain(builder, "member", new MerkleGadget.Given(hash.Digest, Views.Constants(tree.Root), 6));
        using var arena = new Arena(1 << 20);
        using var witness = new Witness(builder.Build(), arena);
        Views.Write(witness, keyX, [.. x.Select(b => KoalaBear.FromUInt32(b))]);
        Views.Write(witness, keyY, [.. y.Select(b => KoalaBear.FromUInt32(b))]);
        Poseidon2HashSolver.Fill(witness, hash, arena);
        Assert.Equal(leaf, Views.Column(hash.Digest, witness, arena, 0));
        Assert.Equal(tree.Root, MerkleSolver.Fill(witness, member, leaf, tree.Path(1)));

        WitnessAttacks.EveryCellIsRead(witness.Statement);
        WitnessAttacks.EveryChangedCellIsRejected(witness, arena, stride: 13);
    }

    [Fact]
    public void Any_difference_in_key_or_attributes_gives_another_leaf() =>
        Gen.Select(Gen.Byte.Array[64], Gen.Int[0, 71], Gen.Int[1, 255]).Sample((key, place, difference) =>
        {
            byte[] otherKey = [.. key];
            KoalaBear[] otherAttributes = [.. NoAttributes];
            if (place < 64)
            {
                otherKey[place] ^= (byte)difference;
            }
            else
            {
                otherAttributes[place - 64] = KoalaBear.FromInt64(difference);
            }

            return !DeviceLeaf.Hash(key.AsSpan(0, 32), key.AsSpan(32), NoAttributes)
                .SequenceEqual(DeviceLeaf.Hash(otherKey.AsSpan(0, 32), otherKey.AsSpan(32), otherAttributes));
        }, iter: 200);
}
