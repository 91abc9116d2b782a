using Zkml.Fields;
using Zkml.Gadgets.Sha256;
using Zkml.Protocol.Language;

namespace Zkml.Cli.Bench.Works;

/// <summary>Shows that a hidden message of `size` blocks (padding included) and hidden length has a public SHA-256 digest.</summary>
public sealed class Sha256Work(int size) : StatementWork("sha256")
{
    private Tensor _digest = null!;
    private Sha256Gadget _gadget = null!;
    private byte[] _message = null!;

    protected override Statement Build()
    {
        var builder = new StatementBuilder("bench/sha256");
        _gadget = Sha256Gadget.OfHiddenLength(builder, "message", size);
        _digest = builder.Public("digest", 1, 32);
        builder.AssertEqual("digest", _gadget.DigestBytes, _digest.View);
        _message = [.. Enumerable.Range(0, _gadget.MaxLength).Select(i => (byte)(i * 251 >> 3))];
        return builder.Build();
    }

    protected override void Solve(Witness witness, Arena arena)
    {
        byte[] digest = Sha256Solver.Fill(_gadget, witness, _message);
        for (int i = 0; i < digest.Length; i++)
        {
            witness.Publics.Set(_digest, [0, i], digest[i]);
        }
    }
}
