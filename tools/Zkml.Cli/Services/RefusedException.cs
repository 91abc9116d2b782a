namespace Zkml.Cli.Services;

/// <summary>A service understood the request and refuses it; the code never changes, the sentence may.</summary>
public sealed class RefusedException : Exception
{
    public RefusedException()
    {
    }

    public RefusedException(string message)
        : base(message)
    {
    }

    public RefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public RefusedException(string code, string message)
        : base(message) => Code = code;

    public string Code { get; } = "";
}
