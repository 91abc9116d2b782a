namespace Zkml.Cli;

/// <summary>What the process tells its caller; scripts rely on these numbers.</summary>
public static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The input was read and understood, and the proof in it does not hold.</summary>
    public const int Invalid = 1;

    /// <summary>Bad usage, or input that cannot be read.</summary>
    public const int Usage = 2;

    /// <summary>A fault of the program itself.</summary>
    public const int Failure = 3;
}
