using Zkml.Cli.Proofs;
using Zkml.Statements.Iris;
using Zkml.Statements.Personhood;

namespace Zkml.Cli.Bench.Works;

/// <summary>The iris statement for images of 128 rows of `size` columns, registry of 2^20.</summary>
public sealed class IrisWork(BenchOptions options) : IBenchWork, IDisposable
{
    private readonly Dictionary<int, IrisProver> _provers = [];
    private IrisStatement _statement = null!;
    private IrisVerifier _verifier = null!;
    private IrisPublics _publics = null!;
    private IrisSecrets _secrets = null!;

    public string Name => "iris";

    public long Committed => _statement.Plan.Statement.Length;

    public long Lookups => _statement.Plan.Statement.Lookups.LookupCount;

    public double SoundnessBits => _statement.Plan.Soundness.Bits;

    public void Prepare()
    {
        var parameters = new IrisParameters(
            options.Size, Digest: Options.Digest(options.Digest ?? "poseidon2-koalabear"), Shared: options.Shared, Rule: Options.Rule(options.Mask ?? "simple"));
        if (parameters.Problem is { } problem)
        {
            throw new UsageException(problem);
        }

        _statement = IrisStatement.For(parameters);
        _verifier = new IrisVerifier(_statement);
        (_publics, _secrets) = DemonstrationIris.Capture(parameters);
    }

    public byte[] Prove(int threads)
    {
        if (!_provers.TryGetValue(threads, out IrisProver? prover))
        {
            prover = _provers[threads] = new IrisProver(_statement, threads);
        }

        (byte[]? proof, PersonhoodFault fault) = prover.Prove(_publics, _secrets);
        return proof ?? throw new InvalidOperationException($"The bench's own capture is refused: {fault}.");
    }

    public bool Verify(byte[] proof) => _verifier.Check(_publics, proof) is null;

    public void Dispose()
    {
        foreach (IrisProver prover in _provers.Values)
        {
            prover.Dispose();
        }

        _verifier.Dispose();
        _secrets.Dispose();
    }
}
