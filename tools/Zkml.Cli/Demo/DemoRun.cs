using System.Diagnostics;
using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Cli.Proofs;
using Zkml.Credentials;
using Zkml.Device;
using Zkml.Device.Certificates;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Imaging;
using Zkml.Matching.Templates;
using Zkml.Models.Iris;
using Zkml.Statements.Attestations;
using Zkml.Statements.Iris;
using Zkml.Statements.Personhood;

namespace Zkml.Cli.Demo;

/// <summary>The main job once, from a camera's certificate to a third party's verdict, with all parties in one process and nothing kept.</summary>
public sealed class DemoRun(GreyImage eye, Action<string> progress) : IDisposable
{
    private const int Width = 512;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly List<DemoStep> _steps = [];

    private readonly DemoHouse _house = new();

    private readonly SoftwareSigner _holder = SoftwareSigner.CreateHolder();

    private readonly DemoPictures _pictures = new();

    /// <summary>PNG files and the bundle, by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => _pictures.Files;

    /// <exception cref="UsageException">There is no usable iris in the image.</exception>
    public DemoReport Run()
    {
        DeviceCertificate certificate = Step("manufacturer", _house.Certify, c => $"certifies the camera {c.SerialNumber} with firmware {c.Firmware}");
        Step("registry", () => { _house.Enroll(certificate); return _house.Registry.Current; }, e => $"enrols it among {e.Count} devices: epoch {e.Number}, root {Short(e.Root.ToHex())}");
        Challenge challenge = Step("service", Ask, c => $"asks for a capture: challenge {Short(c.Nonce.ToHex())}, holder key {Short(c.HolderThumbprint.ToHex())}");
        using EyeCapture capture = Step("camera", () => Capture(challenge), c => $"finds the iris and signs it: quality {c.View.Quality.Score}, {c.Signed.Write().Length} signed bytes");
        _pictures.AddEye(eye, capture.View);
        IrisStatement statement = Step("prover", () => IrisStatement.For(_house.Parameters), s => $"builds the statement: {s.Plan.Statement.Length} hidden values, {s.Plan.Soundness.Bits:0.0} bits of soundness");
        IrisProofFile file = Prove(statement, capture, challenge);
        Attestation attestation = Step("issuer", () => Attest(file, challenge), a => $"verifies the proof and signs a credential that is good until {Day(a.Expires)}");
        byte[] bundle = BundleCodec.Write(attestation.Bundle);
        _pictures.Files["bundle.json"] = bundle;
        BundlePolicy policy = Pins();
        VerifyReport verdict = Step("third party", () => BundleKind.Verify(bundle, policy, TimeProvider.System), v => v.Valid ? "accepts the bundle, offline" : $"refuses the bundle: {v.Reason}");
        IReadOnlyList<DemoTampering> tampered = Step(
            "third party", () => DemoTamper.Try(attestation.Bundle, file, _house, _holder.PublicKey, policy), t => $"refuses {t.Count} changed bundles");
        return new DemoReport
        {
            Steps = _steps,
            ProofBytes = file.Proof.Length,
            BundleBytes = bundle.Length,
            SoundnessBits = statement.Plan.Soundness.Bits,
            Verification = verdict,
            Tampered = tampered,
            Knowledge = DemoWords.Knowledge,
            Files = [],
            Issuer = DemoHouse.Issuer,
            IssuerKey = _house.IssuerKey.PublicKey.Thumbprint(),
            RegistryRoot = _house.Registry.Current.Root.ToHex(),
        };
    }

    public void Dispose()
    {
        _house.Dispose();
        _holder.Dispose();
    }

    private Challenge Ask() => new(
        new Bytes32(RandomNumberGenerator.GetBytes(Bytes32.Length)),
        new Bytes32(System.Buffers.Text.Base64Url.DecodeFromChars(_holder.PublicKey.Thumbprint())));

    private EyeCapture Capture(Challenge challenge) =>
        new EyeSimulator(_house.Camera, new IrisCamera(Width)).TryCapture(eye, challenge, _house.Parameters.Digest, out EyeCapture? capture, out string? reason)
            ? capture
            : throw new UsageException($"The camera refuses the image: {reason}");

    private IrisProofFile Prove(IrisStatement statement, EyeCapture capture, Challenge challenge)
    {
        byte[] packed = capture.PackedMask();
        using CapturePackage package = CapturePackage.Of(capture.Signed, capture.Pixels.Span, packed);
        CryptographicOperations.ZeroMemory(packed);
        KoalaBear[] blinding = Poseidon2Commitment.RandomBlinding();
        using IrisSecrets secrets = IrisSecrets.Of(package, _house.CameraKey, _house.Registry.Membership(_house.CameraKey)!, blinding);
        using IrisTemplate template = IrisCode.Template(secrets.Pixels, secrets.Mask, Width);
        _pictures.AddCode(template);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        var publics = new IrisPublics(
            _house.Registry.Root, _house.Registry.Current.Number, challenge.Nonce, challenge.HolderThumbprint, (now - Window).ToUnixTimeMilliseconds(),
            (now + Window).ToUnixTimeMilliseconds(), DemoHouse.Firmware, DemoHouse.QualityFloor, TemplateCommitment.Commit(template, blinding));
        Array.Clear(blinding);
        using var prover = new IrisProver(statement, Environment.ProcessorCount);
        byte[] proof = Step("prover", () => Prove(prover, publics, secrets), p => $"proves it: {p.Length} bytes (the first proof of a process includes compilation)");
        // A service proves all day; the first proof of a process pays for compilation.
        proof = Step("prover", () => Prove(prover, publics, secrets), p => $"proves it once more, now compiled: {p.Length} bytes");
        return new IrisProofFile(_house.Parameters, publics, proof);
    }

    private static byte[] Prove(IrisProver prover, IrisPublics publics, IrisSecrets secrets)
    {
        (byte[]? proof, PersonhoodFault fault) = prover.Prove(publics, secrets);
        return proof ?? throw new UsageException(fault == PersonhoodFault.Quality
            ? $"Fewer than {DemoHouse.QualityFloor} bits of the template are valid: too much of the iris is covered."
            : $"There is no proof of this capture: {FaultWords.Of(fault)}");
    }

    private Attestation Attest(IrisProofFile file, Challenge challenge)
    {
        var attestor = new Attestor(_house.Policy, Zkml.Statements.KnownStatements.Default, _house.Registry.History, _house.Keys, TimeProvider.System);
        (Attestation? attestation, AttestationRefusal refusal) = attestor.Attest(
            new AttestationRequest
            {
                File = file,
                Nonce = challenge.Nonce,
                HolderKey = _holder.PublicKey,
                DeviceClass = DemoHouse.DeviceClass,
                Status = _house.Status,
            },
            _house.Statuses);
        return attestation ?? throw new InvalidOperationException($"The issuer refuses the demonstration's own proof: {refusal}.");
    }

    /// <summary>What the third party knows from elsewhere.</summary>
    private BundlePolicy Pins() => new()
    {
        TrustedIssuers = [DemoHouse.Issuer],
        TrustedIssuerKeys = [_house.IssuerKey.PublicKey.Thumbprint()],
        TrustedRegistryRoots = _house.Registry.History.All().ToDictionary(epoch => (long)epoch.Number, epoch => epoch.Root.ToHex()),
        MinimumRegistryEpoch = _house.Registry.Current.Number,
    };

    private T Step<T>(string who, Func<T> work, Func<T, string> words)
    {
        progress(who);
        long start = Stopwatch.GetTimestamp();
        T result = work();
        _steps.Add(new DemoStep(who, words(result), Stopwatch.GetElapsedTime(start).TotalMilliseconds));
        return result;
    }

    private static string Short(string hex) => hex[..8] + "…";

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
