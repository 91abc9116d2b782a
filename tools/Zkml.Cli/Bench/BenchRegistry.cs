using Zkml.Cli.Bench.Works;

namespace Zkml.Cli.Bench;

/// <summary>The benches of `zkml bench`, by name.</summary>
public static class BenchRegistry
{
    public static IReadOnlyDictionary<string, BenchEntry> All { get; } = new Dictionary<string, BenchEntry>
    {
        ["commit"] = new("commit to SIZE values and prove their sum", 1 << 20, size => new CommitWork(size)),
        ["ecdsa"] = new("show SIZE hidden ECDSA P-256 signatures of public digests, under hidden keys", 1, size => new EcdsaWork(size)),
        ["poseidon2"] = new("show SIZE hidden permutations of Poseidon2, width 16", 4096, size => new Poseidon2Work(size)),
        ["merkle"] = new("show that a hidden leaf is in a Poseidon2 tree of depth SIZE", 20, size => new MerkleWork(size)),
        ["sha256"] = new("show the digest of a hidden message of SIZE blocks and hidden length", 32, size => new Sha256Work(size)),
        ["device"] = new("the device statement for messages of SIZE blocks, registry of 2^20", 8, size => new DeviceWork(size)),
        ["iris"] = new("the iris statement for images of SIZE (512 or 1024) columns, registry of 2^20", 512, (BenchOptions options) => new IrisWork(options))
        {
            Options = ["--digest"],
        },
        ["lookup"] = new("show that SIZE committed values have 16 bits", 1 << 18, size => new LookupWork(size)),
    };
}
