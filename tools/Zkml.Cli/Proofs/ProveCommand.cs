using System.CommandLine;

namespace Zkml.Cli.Proofs;

/// <summary>`zkml prove KIND …`: one subcommand per registered kind.</summary>
public static class ProveCommand
{
    public static Command Create(Output output, IReadOnlyList<IFileKind> kinds)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        var command = new Command("prove", "Make a proof and write it to a file.");
        foreach (IProofKind kind in kinds.OfType<IProofKind>())
        {
            command.Subcommands.Add(kind.Prove(output));
        }

        if (kinds.Count == 0)
        {
            command.SetAction(int (_) => throw new UsageException("This version has no kind of proof to make."));
        }

        return command;
    }
}
