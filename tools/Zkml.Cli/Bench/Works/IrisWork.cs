using Zkml.Captures;
using Zkml.Cli.Proofs;
using Zkml.Statements.Iris;

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
        var parameters = new IrisParameters(options.Size, Digest: Digest(options.Digest), Shared: options.Shared);
        if (parameters.Problem is { } problem)
        {
            throw new UsageException(problem);
        }

        _statement = IrisStatement.For(parameters);
        _verifier = new IrisVerifier(_statement);
        (_publics, _secrets) = DemonstrationIris.Capture(parameters);
    }

    private static DigestAlgorithm Digest(string? name) => name switch
    {
        null or "poseidon2-koalabear" => DigestAlgorithm.Poseidon2KoalaBear,
        "sha-256" => DigestAlgorithm.Sha256,
        _ => throw new UsageException($"There is no digest '{name}'; there is: poseidon2-koalabear, sha-256."),
    };

    public byte[] Prove(int threads)
    {
        if (!_provers.TryGetValue(threads, out IrisProver? prover))
        {
            prover = _provers[threads] = new IrisProver(_statement, threads);
        }

        (byte[]? proof, IrisFault fault) = prover.Prove(_publics, _secrets);
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
