namespace Zkml.Statements.Inference;

/// <summary>What a proof of inference shows of the output.</summary>
public enum Disclosure
{
    /// <summary>All of it.</summary>
    Output,

    /// <summary>A hiding commitment to it.</summary>
    Commitment,
}
