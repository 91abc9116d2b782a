namespace Zkml.Cli.Proofs;

/// <summary>One kind of file that `zkml verify` knows and checks.</summary>
public interface IFileKind
{
    string Name { get; }

    /// <summary>Options of `zkml verify` that mean something for this kind; any other would be a pin that nothing checks, and is refused.</summary>
    IReadOnlyList<string> Pins { get; }

    /// <summary>Whether a file starts as this kind does; looks at its header only.</summary>
    bool Recognises(ReadOnlySpan<byte> file);

    /// <summary>Checks a recognised file. Malformed content is an invalid proof, not an exception.</summary>
    VerifyReport Verify(byte[] file, Expectations expected);
}
