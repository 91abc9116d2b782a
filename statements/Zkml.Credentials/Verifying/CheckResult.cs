namespace Zkml.Credentials;

/// <summary>How a check ended.</summary>
public enum CheckResult
{
    Passed,
    Failed,

    /// <summary>An earlier check failed.</summary>
    NotReached,

    /// <summary>The verifier did not ask for it.</summary>
    NotAsked,
}
