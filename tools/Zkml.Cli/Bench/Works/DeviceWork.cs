using Zkml.Cli.Proofs;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Statements.Device;
using Zkml.Statements.Registry;

namespace Zkml.Cli.Bench.Works;

/// <summary>The device statement for messages of up to `size` SHA-256 blocks, in a registry of 2^20.</summary>
public sealed class DeviceWork(int size) : IBenchWork, IDisposable
{
    private readonly Dictionary<int, DeviceProver> _provers = [];
    private DeviceStatement _statement = null!;
    private DeviceVerifier _verifier = null!;
    private DevicePublics _publics = null!;
    private DeviceSecrets _secrets = null!;

    public string Name => "device";

    public long Committed => _statement.Plan.Statement.Length;

    public long Lookups => _statement.Plan.Statement.Lookups.LookupCount;

    public double SoundnessBits => _statement.Plan.Soundness.Bits;

    public void Prepare()
    {
        var parameters = new DeviceParameters(size);
        _statement = DeviceStatement.For(parameters);
        _verifier = new DeviceVerifier(_statement);
        (byte[] message, byte[] signature, byte[] key, DeviceRegistry registry, byte[] context) = DemonstrationDevice.Sign(parameters);
        KoalaBear[] blinding = Poseidon2Commitment.RandomBlinding();
        _publics = new DevicePublics(registry.Root, context, DeviceMessage.Commit(parameters, message, blinding));
        _secrets = new DeviceSecrets(message, signature, key, registry.Membership(P256Key.Point(key))!, blinding);
    }

    public byte[] Prove(int threads)
    {
        if (!_provers.TryGetValue(threads, out DeviceProver? prover))
        {
            prover = _provers[threads] = new DeviceProver(_statement, threads);
        }

        (byte[]? proof, DeviceFault fault) = prover.Prove(_publics, _secrets);
        return proof ?? throw new InvalidOperationException($"The bench's own device is refused: {fault}.");
    }

    public bool Verify(byte[] proof) => _verifier.Check(_publics, proof) is null;

    public void Dispose()
    {
        foreach (DeviceProver prover in _provers.Values)
        {
            prover.Dispose();
        }

        _verifier.Dispose();
        _secrets.Dispose();
    }
}
