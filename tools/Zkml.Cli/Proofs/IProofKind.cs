using System.CommandLine;

namespace Zkml.Cli.Proofs;

/// <summary>A kind of proof that `zkml prove` makes; its name is the word after `zkml prove`.</summary>
public interface IProofKind : IFileKind
{
    /// <summary>Builds `zkml prove NAME` with the options of this kind.</summary>
    Command Prove(Output output);
}
