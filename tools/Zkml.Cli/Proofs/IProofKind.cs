using System.CommandLine;

namespace Zkml.Cli.Proofs;

/// <summary>One kind of proof file: how `zkml prove` makes it, and how `zkml verify` knows and checks it.</summary>
public interface IProofKind
{
    /// <summary>The word after `zkml prove`.</summary>
    string Name { get; }

    /// <summary>Builds `zkml prove NAME` with the options of this kind.</summary>
    Command Prove(Output output);

    /// <summary>Whether a file starts as this kind does; looks at its header only.</summary>
    bool Recognises(ReadOnlySpan<byte> file);

    /// <summary>Checks a recognised file. Malformed content is an invalid proof, not an exception.</summary>
    VerifyReport Verify(byte[] file, Expectations expected);
}
