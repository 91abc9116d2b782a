using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Networks;
using Zkml.Statements.Inference;

namespace Zkml.Cli.Bench.Works;

/// <summary>Shows a committed network's output for a hidden input. Proving includes the inference and the hashes of the weights.</summary>
public sealed class PrivateNetworkWork(NetworkWork network) : IBenchWork, IDisposable
{
    private readonly Dictionary<int, PrivateNetworkProver> _provers = [];
    private readonly KoalaBear[] _blinding = Poseidon2Commitment.RandomBlinding();
    private IntegerNetwork _model = null!;
    private PrivateNetworkStatement _statement = null!;
    private PrivateNetworkVerifier _verifier = null!;
    private KoalaBear[] _commitment = [];
    private int[] _input = [];
    private int[] _output = [];

    public string Name => network.Name + "-private";

    public long Committed => _statement.Plan.Statement.Length;

    public long Lookups => _statement.Plan.Statement.Lookups.LookupCount;

    public double SoundnessBits => _statement.Plan.Soundness.Bits;

    public void Prepare()
    {
        _model = network.Build().Network;
        _statement = PrivateNetworkStatement.For(Architecture.Of(_model), Disclosure.Output);
        _verifier = new PrivateNetworkVerifier(_statement);
        _input = NetworkWork.InputOf(_model);
    }

    public byte[] Prove(int threads)
    {
        if (!_provers.TryGetValue(threads, out PrivateNetworkProver? prover))
        {
            prover = _provers[threads] = new PrivateNetworkProver(_statement, _model, _blinding, threads);
            _commitment = prover.Commitment;
        }

        (byte[] proof, _output) = prover.Prove(_input);
        return proof;
    }

    public bool Verify(byte[] proof) => _verifier.Check(_commitment, _output, proof) is null;

    public void Dispose()
    {
        foreach (PrivateNetworkProver prover in _provers.Values)
        {
            prover.Dispose();
        }

        _verifier.Dispose();
        network.Dispose();
    }
}
