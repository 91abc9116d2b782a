using System.CommandLine;
using Zkml.Cli.Bench;
using Zkml.Cli.Proofs;

namespace Zkml.Cli.Tests;

/// <summary>Runs the command line as a process would, into strings.</summary>
internal static class Cli
{
    private static readonly Dictionary<string, BenchEntry> Benches = new()
    {
        ["echo"] = new("bytes echoed", 3, options => new EchoWork(options.Size, accepted: true)),
        ["lie"] = new("proofs that do not verify", 1, options => new EchoWork(options.Size, accepted: false)),
        ["secret"] = new("throws", 1, _ => throw new InvalidOperationException("broken\nsecond line")),
    };

    public static (int Code, string Result, string Error) Run(params string[] args)
    {
        using StringWriter result = new(), error = new();
        int code = CommandLineApp.Run(args, new Output(result, error, interactive: false), Benches, [new OneByteProof()]);
        return (code, result.ToString(), error.ToString());
    }

    /// <summary>With the kinds of proof that the program has.</summary>
    public static (int Code, string Result, string Error) RunAll(params string[] args)
    {
        using StringWriter result = new(), error = new();
        int code = CommandLineApp.Run(args, new Output(result, error, interactive: false));
        return (code, result.ToString(), error.ToString());
    }

    /// <summary>Proves nothing: its "proof" is as long as its size.</summary>
    private sealed class EchoWork(int size, bool accepted) : IBenchWork
    {
        public string Name => "echo";

        public long Committed => 7;

        public long Lookups => 5;

        public double SoundnessBits => 101.5;

        public void Prepare()
        {
        }

        public byte[] Prove(int threads) => new byte[size];

        public bool Verify(byte[] proof) => accepted;
    }

    /// <summary>A file that starts with Z is ours; it is valid when it ends there.</summary>
    private sealed class OneByteProof : IProofKind
    {
        public string Name => "letter";

        public IReadOnlyList<string> Pins => ["--context"];

        public Command Prove(Output output) => new(Name, "Writes one letter.");

        public bool Recognises(ReadOnlySpan<byte> file) => file is [(byte)'Z', ..];

        public VerifyReport Verify(byte[] file, Expectations expected) =>
            new(Name, file.Length == 1) { Reason = file.Length == 1 ? null : "trailing bytes", Checked = ["the letter"] };
    }
}
