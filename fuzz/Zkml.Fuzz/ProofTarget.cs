using Zkml.Fields;
using Zkml.Protocol;
using Zkml.Protocol.Language;

namespace Zkml.Fuzz;

/// <summary>The verifier on the bytes of a proof of a statement with bits, a range and a public array.</summary>
/// <param name="name">Of the target.</param>
/// <param name="cells">Of a tensor that makes the statement longer: from about 2^17 the masked row is committed, and not sent.</param>
public sealed class ProofTarget(string name, int cells) : IFuzzTarget, IDisposable
{
    private readonly Verifier _verifier = new();
    private readonly Lazy<(ProtocolPlan Plan, PublicValues Publics, byte[] Proof)> _valid = new(() => Prove(cells));

    public string Name => name;

    public IReadOnlyList<byte[]> Seeds => [_valid.Value.Proof];

    /// <summary>Accepting anything but the seed would be a finding too: proofs have one encoding.</summary>
    public void Run(ReadOnlySpan<byte> input)
    {
        (ProtocolPlan plan, PublicValues publics, byte[] proof) = _valid.Value;
        if (_verifier.Verify(plan, publics, input) && !input.SequenceEqual(proof))
        {
            throw new InvalidOperationException("A changed proof was accepted.");
        }
    }

    public void Dispose() => _verifier.Dispose();

    private static (ProtocolPlan Plan, PublicValues Publics, byte[] Proof) Prove(int cells)
    {
        var builder = new StatementBuilder("fuzz/1");
        Tensor bits = builder.CommitBits("bits", 4, 6), bytes = builder.Commit("bytes", 5), total = builder.Public("total", 1);
        Tensor rest = builder.Commit("rest", cells);
        builder.AssertZero("rest", rest.Map(AxisMap.Sum(cells)));
        builder.AssertRange("bytes", bytes.View, 0, 15);
        builder.AssertZero("total", bytes.Map(AxisMap.Sum(5)) - total.View);
        Statement statement = builder.Build();
        using var arena = new Arena(1 << 22);
        using var witness = new Witness(statement, arena);
        for (int i = 0; i < 5; i++)
        {
            witness.Set(bytes, [i], 3 * i);
            witness.Set(bits, [i % 4, i], 1);
        }

        witness.Publics.Set(total, [0], 30);
        ProtocolPlan plan = ProtocolPlan.For(statement);
        return (plan, witness.Publics, new Prover(arena, threads: 1).Prove(plan, witness));
    }
}
