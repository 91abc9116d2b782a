using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Zkml.Captures;
using Zkml.Protocol;
using Zkml.Statements.Personhood;

namespace Zkml.Cli.Proofs;

/// <summary>What a proof of a signed capture shows and leaves on trust, in words; the same for every modality.</summary>
public static class CaptureWords
{
    public static string? Unexpected(PersonhoodPublics publics, Expectations expected) =>
        expected.Root is { } root && new Bytes32(root) != RowHash.WriteDigest(publics.RegistryRoot) ? "The proof is about another registry root."
        : expected.Context is { } nonce && new Bytes32(nonce) != publics.Nonce ? "The proof answers another challenge."
        : null;

    /// <summary>The report on one check of a proof.</summary>
    public static VerifyReport Report(string kind, ProtocolPlan plan, Func<string?> check, IEnumerable<string> shown, IEnumerable<string> onTrust)
    {
        long start = Stopwatch.GetTimestamp();
        string? reason = check();
        return new VerifyReport(kind, reason is null)
        {
            Reason = reason,
            VerifyMs = Stopwatch.GetElapsedTime(start).TotalMilliseconds,
            SoundnessBits = plan.Soundness.Bits,
            Checked = reason is null ? [.. shown] : [],
            OnTrust = [.. onTrust],
        };
    }

    public static IEnumerable<string> Checked(PersonhoodPublics publics)
    {
        yield return $"a hidden device of the registry with root {RowHash.WriteDigest(publics.RegistryRoot).ToHex()}, in good standing in epoch {publics.Epoch}, signed a capture";
        yield return $"for the challenge {publics.Nonce.ToHex()} and the holder key {publics.HolderThumbprint.ToHex()}";
        yield return $"between {Time(publics.NotBefore)} and {Time(publics.NotAfter)}, with firmware {publics.MinimumFirmware} or later";
    }

    public static IEnumerable<string> OnTrust(Expectations expected)
    {
        if (expected.Root is null)
        {
            yield return "that this root is the registry's in this epoch (--root)";
        }

        if (expected.Context is null)
        {
            yield return "that this challenge is the one that was given out, once (--context)";
        }
    }

    /// <summary>Below the line that says what was written.</summary>
    public static void Draw(IAnsiConsole screen, ProveReport report, PersonhoodPublics publics)
    {
        Written(screen, report);
        screen.WriteLine($"registry root {RowHash.WriteDigest(publics.RegistryRoot).ToHex()}, epoch {publics.Epoch}");
        screen.WriteLine($"challenge     {publics.Nonce.ToHex()}");
        screen.WriteLine($"template      {RowHash.WriteDigest(publics.Template).ToHex()}");
    }

    public static void Written(IAnsiConsole screen, ProveReport report) =>
        screen.WriteLine($"wrote {report.File}: {report.ProofBytes} bytes, proved in {report.ProveMs:0} ms (the first proof of a process includes compilation)");

    private static string Time(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
