namespace Zkml.Hosting.Operations;

public static class Health
{
    /// <summary>Tag of the checks that /health/ready runs.</summary>
    public const string Ready = "ready";
}
