using System.Diagnostics;
using System.Security.Cryptography;
using Zkml.Cli.Models;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Networks;
using Zkml.Statements.Inference;
using MemoryMarshal = System.Runtime.InteropServices.MemoryMarshal;

namespace Zkml.Cli.Proofs;

/// <summary>Makes proofs of inference of public and of private models.</summary>
internal static class InferenceProving
{
    public static InferenceReport Run(InferenceRequest request)
    {
        KoalaBear[] blinding = request.Opening is null ? [] : Poseidon2Commitment.RandomBlinding();
        try
        {
            if (request.Opening is { } opening)
            {
                SecretFile.Write(opening, blinding);
            }

            return request.Secret is null ? OfPublic(request, blinding) : OfPrivate(request, blinding);
        }
        finally
        {
            Zero(blinding);
            Array.Clear(request.Input);
        }
    }

    private static InferenceReport OfPublic(InferenceRequest request, KoalaBear[] blinding)
    {
        NetworkStatement statement = InferenceProofKind.StatementOf(request.Model, request.Disclosure);
        using var prover = new NetworkProver(statement, Environment.ProcessorCount);
        long start = Stopwatch.GetTimestamp();
        (byte[] proof, int[] output, KoalaBear[] shown) = request.Disclosure == Disclosure.Output
            ? Shown(prover.Prove(request.Input))
            : prover.Prove(request.Input, blinding);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        return Write(request, new InferenceProofFile(false, [.. request.Model.Id], request.Disclosure, shown, proof), output, (elapsed, statement.Plan.Soundness.Bits));
    }

    private static InferenceReport OfPrivate(InferenceRequest request, KoalaBear[] blinding)
    {
        Architecture architecture = ModelFile.Provable(() => Architecture.Of(request.Model.Network));
        KoalaBear[] expected = CommitmentFile.Read(request.Commitment!, architecture.Id.AsSpan()), secret = SecretFile.Read(request.Secret!);
        PrivateNetworkStatement statement = ModelFile.Provable(() => PrivateNetworkStatement.For(architecture, request.Disclosure));
        using var prover = new PrivateNetworkProver(statement, request.Model.Network, secret, Environment.ProcessorCount);
        Zero(secret);
        if (!prover.Commitment.AsSpan().SequenceEqual(expected))
        {
            throw new UsageException("The commitment is not to this model under this secret.");
        }

        long start = Stopwatch.GetTimestamp();
        (byte[] proof, int[] output, KoalaBear[] shown) = request.Disclosure == Disclosure.Output
            ? Shown(prover.Prove(request.Input))
            : prover.Prove(request.Input, blinding);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        var file = new InferenceProofFile(true, [.. architecture.Id], request.Disclosure, [.. expected, .. shown], proof);
        return Write(request, file, output, (elapsed, statement.Plan.Soundness.Bits)) with { ModelCommitment = FieldBytes.Hex(expected) };
    }

    private static (byte[] Proof, int[] Output, KoalaBear[] Shown) Shown((byte[] Proof, int[] Output) made) =>
        (made.Proof, made.Output, Array.ConvertAll(made.Output, y => KoalaBear.FromInt64(y)));

    private static InferenceReport Write(InferenceRequest request, InferenceProofFile file, int[] output, (TimeSpan Elapsed, double Bits) figures)
    {
        byte[] bytes = file.Write();
        OutputFile.Write(request.Out, bytes);
        return new InferenceReport(request.Out, figures.Elapsed.TotalMilliseconds, bytes.Length, figures.Bits, output)
        {
            Commitment = request.Disclosure == Disclosure.Commitment ? FieldBytes.Hex(file.Publics.AsSpan()[^Poseidon2Commitment.BlindingLength..]) : null,
        };
    }

    private static void Zero(KoalaBear[] secret) => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(secret.AsSpan()));
}
