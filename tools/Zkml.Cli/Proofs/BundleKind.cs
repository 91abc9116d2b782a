using System.Diagnostics;
using System.Text;
using Zkml.Credentials;
using Zkml.Statements;

namespace Zkml.Cli.Proofs;

/// <summary>Bundles: a credential with all that a third party needs to check it, offline.</summary>
public sealed class BundleKind : IFileKind
{
    public const string Bundle = "bundle";

    private const int RegistryDepth = 20;

    private static readonly byte[] Head = Encoding.UTF8.GetBytes($$"""
        {
          "format": "{{BundleCodec.Format}}",
        """.ReplaceLineEndings("\n"));

    public string Name => Bundle;

    public IReadOnlyList<string> Pins => ["--root", "--issuer", "--issuer-key", "--models"];

    public bool Recognises(ReadOnlySpan<byte> file) => file.StartsWith(Head);

    public VerifyReport Verify(byte[] file, Expectations expected) => Verify(file, Policy(file, expected), TimeProvider.System, Statements(file, expected));

    /// <summary>As a third party checks it.</summary>
    public static VerifyReport Verify(byte[] file, BundlePolicy policy, TimeProvider clock) => Verify(file, policy, clock, KnownStatements.Default);

    private static VerifyReport Verify(byte[] file, BundlePolicy policy, TimeProvider clock, KnownStatements statements)
    {
        long start = Stopwatch.GetTimestamp();
        BundleVerdict verdict = new BundleVerifier(clock, statements.All).Verify(file, policy);
        return new VerifyReport(Bundle, verdict.IsAccepted)
        {
            Reason = verdict.Detail is { } detail ? $"{verdict.Reason} ({detail})" : verdict.Reason,
            VerifyMs = Stopwatch.GetElapsedTime(start).TotalMilliseconds,
            Checks = [.. verdict.Checks.Select(check => new CheckReport(check.Name, Words(check.Result), check.Reason))],
            OnTrust = verdict.OnTrust,
        };
    }

    /// <summary>Irises; and faces by the model that the bundle names, if it is in the folder.</summary>
    private static KnownStatements Statements(byte[] file, Expectations expected) =>
        expected.Models is { } folder && BundleCodec.Read(file, out Credentials.Bundle? bundle) is null
            ? KnownStatements.OfDepth(RegistryDepth, FaceModelFile.Statements(folder, bundle!.Statement.ModelId, RegistryDepth))
            : KnownStatements.Default;

    /// <summary>A pinned root is that of the epoch which the bundle speaks of.</summary>
    private static BundlePolicy Policy(byte[] file, Expectations expected) => new()
    {
        TrustedIssuers = expected.Issuer is { } issuer ? [issuer] : null,
        TrustedIssuerKeys = expected.IssuerKeys?.ToArray(),
        TrustedRegistryRoots = expected.Root is { } root && BundleCodec.Read(file, out Credentials.Bundle? bundle) is null
            ? new Dictionary<long, string> { [bundle!.Statement.RegistryEpoch] = Convert.ToHexStringLower(root) }
            : null,
    };

    private static string Words(CheckResult result) => result switch
    {
        CheckResult.Passed => "passed",
        CheckResult.Failed => "failed",
        CheckResult.NotReached => "not reached",
        _ => "not asked",
    };
}
