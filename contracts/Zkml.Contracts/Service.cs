namespace Zkml.Contracts;

/// <summary>Who publishes a message.</summary>
public enum Service
{
    Enrollment,
    Prover,
    Attestation,
}
