using Zkml.Fields;
using Zkml.Gadgets.Merkle;
using Zkml.Protocol.Language;

namespace Zkml.Cli.Bench.Works;

/// <summary>Shows that a hidden leaf is in a Poseidon2 tree of depth `size` with a public root.</summary>
public sealed class MerkleWork(int size) : StatementWork("merkle")
{
    private static readonly KoalaBear[] LeafDigest = [.. Enumerable.Range(1, PoseidonMerkleTree.DigestLength).Select(i => KoalaBear.FromUInt32((uint)i))];
    private Tensor _leaf = null!, _root = null!;
    private MerkleGadget _gadget = null!;
    private PoseidonMerkleTree _tree = null!;

    protected override Statement Build()
    {
        var builder = new StatementBuilder("bench/merkle");
        _leaf = builder.Commit("leaf", PoseidonMerkleTree.DigestLength, 1);
        _root = builder.Public("root", PoseidonMerkleTree.DigestLength, 1);
        _gadget = MerkleGadget.Constrain(builder, "membership", new MerkleGadget.Given(_leaf.View, _root.View, size));
        _tree = new PoseidonMerkleTree(size);
        _tree.Append(LeafDigest);
        return builder.Build();
    }

    protected override void Solve(Witness witness, Arena arena)
    {
        for (int i = 0; i < LeafDigest.Length; i++)
        {
            witness[_leaf][i] = LeafDigest[i].Montgomery;
            witness[_root][i] = _tree.Root[i].Montgomery;
        }

        MerkleSolver.Fill(witness, _gadget, LeafDigest, _tree.Path(0));
    }
}
