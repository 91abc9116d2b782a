using Zkml.Captures;

namespace Zkml.Statements.Personhood;

/// <summary>
/// What fixes a statement of personhood, whatever the modality, together with its model's file; the same parameters give the same statement on every
/// machine. Implemented by records: two that are equal name one statement.
/// </summary>
public interface IPersonhoodParameters
{
    /// <summary>SHA-256 of the model's file, lower-case hexadecimal.</summary>
    string ModelId { get; }

    /// <summary>The registry has 2^RegistryDepth leaves.</summary>
    int RegistryDepth { get; }

    /// <summary>How devices hash images.</summary>
    DigestAlgorithm Digest { get; }

    /// <summary>Part of the statement's digest, and so of every proof.</summary>
    string StatementName { get; }

    /// <summary>Null when the parameters are usable, else what is wrong with them, in one sentence.</summary>
    string? Problem { get; }

    /// <summary>Whether a device may sign such images for this statement, as far as the parameters alone say: the size of an aligned face is its model's.</summary>
    bool Takes(ImageShape shape);

    /// <summary>The same values as those of a proof of this modality, which asks more of them.</summary>
    PersonhoodPublics PublicsOf(PersonhoodPublics values);
}
