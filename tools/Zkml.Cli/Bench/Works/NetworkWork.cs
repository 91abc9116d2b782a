using Zkml.Networks;
using Zkml.Statements.Inference;

namespace Zkml.Cli.Bench.Works;

/// <summary>Shows a public network's output for a hidden input. Proving includes the inference.</summary>
public abstract class NetworkWork(string name) : IBenchWork, IDisposable
{
    private readonly Dictionary<int, NetworkProver> _provers = [];
    private NetworkStatement _statement = null!;
    private NetworkVerifier? _verifier;
    private int[] _input = [];
    private int[] _output = [];

    public string Name => name;

    public long Committed => _statement.Plan.Statement.Length;

    public long Lookups => _statement.Plan.Statement.Lookups.LookupCount;

    public double SoundnessBits => _statement.Plan.Soundness.Bits;

    public void Prepare()
    {
        (IntegerNetwork network, string model) = Build();
        _statement = NetworkStatement.For(network, model, Disclosure.Output);
        _verifier = new NetworkVerifier(_statement);
        _input = InputOf(network);
    }

    public byte[] Prove(int threads)
    {
        if (!_provers.TryGetValue(threads, out NetworkProver? prover))
        {
            prover = _provers[threads] = new NetworkProver(_statement, threads);
        }

        (byte[] proof, _output) = prover.Prove(_input);
        return proof;
    }

    public bool Verify(byte[] proof) => _verifier!.Check(_output, proof) is null;

    public void Dispose()
    {
        foreach (NetworkProver prover in _provers.Values)
        {
            prover.Dispose();
        }

        _verifier?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Numbers that fill the interval of the network's input.</summary>
    internal static int[] InputOf(IntegerNetwork network)
    {
        Interval range = network.Input.Interval;
        return Array.ConvertAll(
            new SyntheticWeights(2).Integers(network.Input.Shape.Count, (int)(range.Width / 2)),
            value => (int)Math.Clamp(value + (range.Min + range.Max + 1) / 2, range.Min, range.Max));
    }

    /// <summary>The network and the model's id.</summary>
    internal abstract (IntegerNetwork Network, string Model) Build();
}
