namespace Zkml.Cli;

/// <summary>Bad usage or unreadable input: the message is the one sentence the user sees, the exit code is <see cref="ExitCode.Usage"/>.</summary>
public sealed class UsageException : Exception
{
    public UsageException()
    {
    }

    public UsageException(string message)
        : base(message)
    {
    }

    public UsageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
