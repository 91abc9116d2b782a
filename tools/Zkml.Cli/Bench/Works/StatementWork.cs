using Zkml.Fields;
using Zkml.Protocol;
using Zkml.Protocol.Language;

namespace Zkml.Cli.Bench.Works;

/// <summary>
/// Measures proving a statement: solving for the witness and proving, against one plan made before. Verifying does not include making the
/// plan either: a verifier makes it once for all proofs of a statement.
/// </summary>
public abstract class StatementWork(string name) : IBenchWork, IDisposable
{
    private readonly Arena _arena = new();
    private readonly Verifier _verifier = new();
    private readonly Dictionary<int, Prover> _provers = [];
    private ProtocolPlan? _plan;
    private PublicValues? _publics;

    public string Name => name;

    public long Committed => Plan.Statement.Length;

    public long Lookups => Plan.Statement.Lookups.LookupCount;

    public double SoundnessBits => Plan.Soundness.Bits;

    private ProtocolPlan Plan => _plan ?? throw new InvalidOperationException("Prepare has not run.");

    public void Prepare() => _plan = ProtocolPlan.For(Build());

    public byte[] Prove(int threads)
    {
        if (!_provers.TryGetValue(threads, out Prover? prover))
        {
            prover = _provers[threads] = new Prover(_arena, threads);
        }

        using var witness = new Witness(Plan.Statement, _arena);
        Solve(witness, _arena);
        byte[] proof = prover.Prove(Plan, witness);
        _publics = witness.Publics;
        return proof;
    }

    public bool Verify(byte[] proof) => _verifier.Verify(Plan, _publics!, proof);

    public void Dispose()
    {
        _arena.Dispose();
        _verifier.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Builds the statement and the inputs.</summary>
    protected abstract Statement Build();

    protected abstract void Solve(Witness witness, Arena arena);
}
