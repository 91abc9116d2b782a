using System.Globalization;
using Zkml.Cli.Proofs;
using Zkml.Networks;
using Zkml.Statements.Face;
using Zkml.Statements.Personhood;

namespace Zkml.Cli.Bench.Works;

/// <summary>The face statement for a model, registry of 2^20. Proving includes the inference.</summary>
public sealed class FaceWork(BenchOptions options) : IBenchWork, IDisposable
{
    /// <summary>Where a checkout has test data beside it.</summary>
    private static readonly string DefaultModel = Path.Combine("..", "shared", "models", "espdl-mfn-int8-qdq.onnx");

    private readonly Dictionary<int, FaceProver> _provers = [];
    private FaceStatement _statement = null!;
    private FaceVerifier _verifier = null!;
    private FacePublics _publics = null!;
    private FaceSecrets _secrets = null!;

    public string Name => "face";

    public long Committed => _statement.Plan.Statement.Length;

    public long Lookups => _statement.Plan.Statement.Lookups.LookupCount;

    public double SoundnessBits => _statement.Plan.Soundness.Bits;

    public void Prepare()
    {
        string path = options.Model ?? (File.Exists(DefaultModel) ? DefaultModel : throw new UsageException(
            $"The bench 'face' needs --model FILE: a model of aligned faces in 8 bits, such as the espdl-mfn-int8-qdq.onnx of docs/face.md; there is no {DefaultModel}."));
        PixelModel model = FaceModelFile.Read(path, PixelScale.Symmetric);
        var parameters = FaceParameters.Of(model, digest: Options.Digest(options.Digest ?? "poseidon2-koalabear"), frame: Frame(options.Frame));
        _statement = FaceStatement.Problem(parameters, model) is { } problem ? throw new UsageException($"{path}: {problem}") : FaceStatement.For(parameters, model);
        _verifier = new FaceVerifier(_statement);
        (_publics, _secrets) = DemonstrationFace.Capture(_statement);
    }

    /// <summary>WIDTHxHEIGHT or WIDTHxHEIGHT/FACTOR.</summary>
    private static FaceFrame? Frame(string? text)
    {
        if (text is null)
        {
            return null;
        }

        int[] numbers = [.. text.Split('x', '/').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0)];
        return numbers.Length is 2 or 3 ? new FaceFrame(numbers[0], numbers[1], numbers.Length == 3 ? numbers[2] : 1)
            : throw new UsageException("--frame takes a width and a height, such as 640x480, or also a factor, 640x480/2.");
    }

    public byte[] Prove(int threads)
    {
        if (!_provers.TryGetValue(threads, out FaceProver? prover))
        {
            prover = _provers[threads] = new FaceProver(_statement, threads);
        }

        (byte[]? proof, PersonhoodFault fault) = prover.Prove(_publics, _secrets);
        return proof ?? throw new InvalidOperationException($"The bench's own capture is refused: {fault}.");
    }

    public bool Verify(byte[] proof) => _verifier.Check(_publics, proof) is null;

    public void Dispose()
    {
        foreach (FaceProver prover in _provers.Values)
        {
            prover.Dispose();
        }

        _verifier.Dispose();
        _secrets.Dispose();
    }
}
