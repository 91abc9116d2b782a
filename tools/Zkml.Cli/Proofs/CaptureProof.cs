using System.Diagnostics;
using Zkml.Protocol;
using Zkml.Statements.Personhood;

namespace Zkml.Cli.Proofs;

/// <summary>Makes and writes a proof of a signed capture; the same for every modality.</summary>
internal static class CaptureProof
{
    /// <param name="asked">Name of the kind, where to write, what is proved.</param>
    /// <param name="publics">Public values.</param>
    /// <param name="secrets">Are disposed here.</param>
    /// <param name="prover">Of this statement.</param>
    /// <param name="file">The proof file around a proof.</param>
    /// <param name="output">Where to report.</param>
    /// <returns>The exit code.</returns>
    public static int Make<TPublics, TSecrets>(
        (string Name, string Out, ProtocolPlan Plan) asked, TPublics publics, TSecrets secrets, PersonhoodProver<TPublics, TSecrets> prover,
        Func<byte[], IPersonhoodProofFile> file, Output output)
        where TPublics : PersonhoodPublics
        where TSecrets : PersonhoodSecrets
    {
        using TSecrets held = secrets;
        long start = Stopwatch.GetTimestamp();
        (byte[]? proof, PersonhoodFault fault) = output.Progress("proving", _ => prover.Prove(publics, secrets));
        double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (proof is null)
        {
            output.Error($"There is no proof: {FaultWords.Of(fault)}");
            return ExitCode.Invalid;
        }

        byte[] written = file(proof).Write();
        OutputFile.Write(asked.Out, written);
        var report = new ProveReport(asked.Name, asked.Out, elapsed, written.Length, asked.Plan.Soundness.Bits);
        output.Write(report, ZkmlJson.Default.ProveReport, screen => CaptureWords.Draw(screen, report, publics));
        return ExitCode.Ok;
    }
}
