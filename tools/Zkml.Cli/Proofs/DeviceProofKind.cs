using System.CommandLine;
using System.Diagnostics;
using Spectre.Console;
using Zkml.Cli.Models;
using Zkml.Statements.Device;

namespace Zkml.Cli.Proofs;

/// <summary>`zkml prove device` and the check of its files: a registered device signed a hidden message that contains a public context.</summary>
public sealed class DeviceProofKind : IProofKind
{
    public string Name => "device";

    public IReadOnlyList<string> Pins => ["--root", "--context", "--context-offset"];

    public Command Prove(Output output)
    {
        var options = new DeviceOptions();
        var command = new Command(Name, """
            Prove that a registered device signed a hidden message with a public context.
            Example: zkml prove device --demo --out proof.zkp
            Example: zkml prove device --message m.bin --signature m.sig --key device.pem --registry devices.pem --context 00ff… --out proof.zkp
            """);
        options.AddTo(command);
        command.SetAction(parsed => Run(options.Read(parsed), output));
        return command;
    }

    public bool Recognises(ReadOnlySpan<byte> file) => DeviceProofFile.Recognises(file);

    public VerifyReport Verify(byte[] file, Expectations expected)
    {
        if (DeviceProofFile.TryDecode(file) is not { } decoded)
        {
            return new VerifyReport(Name, false) { Reason = "The file is not in the form of a device proof." };
        }

        if (Unexpected(decoded, expected) is { } difference)
        {
            return new VerifyReport(Name, false) { Reason = difference };
        }

        DeviceStatement statement = DeviceStatement.For(decoded.Parameters);
        using var verifier = new DeviceVerifier(statement);
        long start = Stopwatch.GetTimestamp();
        string? reason = verifier.Check(decoded.Publics, decoded.Proof);
        return new VerifyReport(Name, reason is null)
        {
            Reason = reason,
            VerifyMs = Stopwatch.GetElapsedTime(start).TotalMilliseconds,
            SoundnessBits = statement.Plan.Soundness.Bits,
            Checked = reason is not null ? [] :
            [
                "an ECDSA P-256 / SHA-256 signature by a hidden key verifies on a hidden message",
                $"the key is in the registry with root {FieldBytes.Hex(decoded.Publics.RegistryRoot)}, depth {decoded.Parameters.RegistryDepth}",
                $"the message has at most {decoded.Parameters.MaxLength} bytes and the context {Convert.ToHexStringLower(decoded.Publics.Context)} at byte {decoded.Parameters.ContextOffset}",
                $"the rest of the message is what {FieldBytes.Hex(decoded.Publics.Commitment)} commits to",
            ],
            OnTrust = [.. OnTrust(expected)],
        };
    }

    /// <summary>Root, context and its place come from the file, so a prover chooses them unless the user says what they must be.</summary>
    private static string? Unexpected(DeviceProofFile file, Expectations expected) =>
        expected.Root is { } root && !root.AsSpan().SequenceEqual(FieldBytes.Write(file.Publics.RegistryRoot))
            ? "The proof is about another registry root."
        : expected.Context is { } context && !context.AsSpan().SequenceEqual(file.Publics.Context)
            ? "The proof is about another context."
        : expected.ContextOffset is { } offset && offset != file.Parameters.ContextOffset
            ? $"The context stands at byte {file.Parameters.ContextOffset} of the message."
        : null;

    private static IEnumerable<string> OnTrust(Expectations expected)
    {
        if (expected.Root is null)
        {
            yield return "that this root is the registry's (--root)";
        }

        if (expected.Context is null)
        {
            yield return "that this context is the one you asked for (--context)";
        }

        if (expected.ContextOffset is null)
        {
            yield return "that devices put the context at this place of their messages, and nothing else there (--context-offset)";
        }

        yield return "that registered keys are kept by honest devices";
    }

    private int Run(DeviceRequest request, Output output)
    {
        DeviceStatement statement = DeviceStatement.For(request.Parameters);
        using var prover = new DeviceProver(statement, Environment.ProcessorCount);
        long start = Stopwatch.GetTimestamp();
        (byte[]? proof, DeviceFault fault) = output.Progress("proving", _ => prover.Prove(request.Publics, request.Secrets));
        request.Secrets.Dispose();
        if (proof is null)
        {
            throw new UsageException(Explain(fault));
        }

        double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        byte[] file = new DeviceProofFile(request.Parameters, request.Publics, proof).Encode();
        OutputFile.Write(request.Out, file);
        var report = new ProveReport(Name, request.Out, elapsed, file.Length, statement.Plan.Soundness.Bits);
        output.Write(report, ZkmlJson.Default.ProveReport, screen =>
        {
            screen.WriteLine($"wrote {report.File}: {report.ProofBytes} bytes, proved in {report.ProveMs:0} ms (the first proof of a process includes compilation)");
            screen.WriteLine($"registry root {FieldBytes.Hex(request.Publics.RegistryRoot)}");
            screen.WriteLine($"context       {Convert.ToHexStringLower(request.Publics.Context)}");
            screen.WriteLine($"commitment    {FieldBytes.Hex(request.Publics.Commitment)}");
            screen.WriteLine(statement.Plan.Soundness.ToString());
        });
        return ExitCode.Ok;
    }

    private static string Explain(DeviceFault fault) => fault switch
    {
        DeviceFault.MessageTooLong => "The message is longer than --max-blocks allows.",
        DeviceFault.ContextMissing => "The message does not have the context at --context-offset.",
        DeviceFault.BadSignature => "The signature does not verify under the key.",
        DeviceFault.NotRegistered => "The key is not in the registry.",
        DeviceFault.Revoked => "The device was revoked.",
        _ => "The commitment is not to this message.",
    };
}
