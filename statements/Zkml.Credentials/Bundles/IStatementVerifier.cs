namespace Zkml.Credentials;

/// <summary>Verifies the proofs of one statement. It reads them as input from a peer: whatever they hold, it answers.</summary>
public interface IStatementVerifier
{
    /// <summary>32 bytes in lower-case hexadecimal, from the statement's public parameters.</summary>
    string StatementId { get; }

    StatementVerdict Verify(StatementProof proof);
}
