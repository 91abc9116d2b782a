namespace Zkml.Cli.Models;

/// <summary>What `zkml model commit` wrote.</summary>
public sealed record CommitReport(string Commitment, string Architecture, string CommitmentFile, string ArchitectureFile, string SecretFile);
