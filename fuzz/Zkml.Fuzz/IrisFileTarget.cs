using Zkml.Captures;
using Zkml.Fields;
using Zkml.Statements.Iris;

namespace Zkml.Fuzz;

/// <summary>The reader of iris proof files and of their public values: whatever it takes, it must write again byte for byte.</summary>
public sealed class IrisFileTarget : IFuzzTarget
{
    private static readonly IrisPublics Publics = new(
        new KoalaBear[8], 77, default, default, 1_790_000_000_000, 1_790_000_100_000, new FirmwareVersion(1, 2, 3), 2000, new KoalaBear[8]);

    private static readonly IrisPublics Shared = Publics with { Shares = [new KoalaBear[8], new KoalaBear[8], new KoalaBear[8]] };

    public string Name => "iris-file";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        new IrisProofFile(new IrisParameters(), Publics, new byte[99]).Write(), new IrisProofFile(new IrisParameters(1024, Shared: true), Shared, new byte[9]).Write(),
        IrisPublicsCodec.Write(Publics), IrisPublicsCodec.Write(Shared),
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        if (IrisProofFile.TryRead(input.ToArray(), out IrisProofFile? file) && !file.Write().AsSpan().SequenceEqual(input))
        {
            throw new InvalidOperationException("An iris proof file has two encodings.");
        }

        if (IrisPublicsCodec.TryRead(input, out IrisPublics? publics) && !IrisPublicsCodec.Write(publics).AsSpan().SequenceEqual(input))
        {
            throw new InvalidOperationException("Public values have two encodings.");
        }
    }
}
