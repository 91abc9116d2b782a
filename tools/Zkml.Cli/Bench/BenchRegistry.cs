using Zkml.Cli.Bench.Works;

namespace Zkml.Cli.Bench;

/// <summary>The benches of `zkml bench`, by name.</summary>
public static class BenchRegistry
{
    public static IReadOnlyDictionary<string, BenchEntry> All { get; } = new Dictionary<string, BenchEntry>
    {
        ["commit"] = new("commit to SIZE values and prove their sum", 1 << 20, options => new CommitWork(options.Size)),
        ["ecdsa"] = new("show SIZE hidden ECDSA P-256 signatures of public digests, under hidden keys", 1, options => new EcdsaWork(options.Size)),
        ["poseidon2"] = new("show SIZE hidden permutations of Poseidon2, width 16", 4096, options => new Poseidon2Work(options.Size)),
        ["merkle"] = new("show that a hidden leaf is in a Poseidon2 tree of depth SIZE", 20, options => new MerkleWork(options.Size)),
        ["sha256"] = new("show the digest of a hidden message of SIZE blocks and hidden length", 32, options => new Sha256Work(options.Size)),
        ["device"] = new("the device statement for messages of SIZE blocks, registry of 2^20", 8, options => new DeviceWork(options.Size)),
        ["iris"] = new("the iris statement for images of SIZE (512 or 1024) columns, registry of 2^20", 512, options => new IrisWork(options))
        {
            Options = ["--digest", "--mask", "--shared"],
        },
        ["face"] = new("the face statement for a quantised model, --model FILE, registry of 2^20", 1, options => new FaceWork(options)) { Options = ["--digest", "--model", "--frame"] },
        ["match"] = new("show that two committed templates of SIZE values are near enough", 512, options => new MatchWork(options.Size)),
        ["mlp"] = new("multilayer perceptron of SIZE weights, 31 layers, public weights, hidden input", 1_200_000, options => new MlpWork(options.Size)),
        ["lenet"] = new("LeNet-5 on a hidden 32 × 32 image, public weights", 32, options => Network(options, new LenetWork())) { Options = ["--private"] },
        ["vgg11"] = new("VGG11 on a hidden 32 × 32 image, 9.75M public weights", 32, options => Network(options, new Vgg11Work())) { Options = ["--private"] },
        ["model"] = new("inference of the public model --model FILE on a hidden input", 1, options => Network(options, new ModelWork(options.Model)))
        {
            Options = ["--model", "--private"],
        },
        ["lookup"] = new("show that SIZE committed values have 16 bits", 1 << 18, options => new LookupWork(options.Size)),
    };

    private static IBenchWork Network(BenchOptions options, NetworkWork network) => options.Private ? new PrivateNetworkWork(network) : network;
}
