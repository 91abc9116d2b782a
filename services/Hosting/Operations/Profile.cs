namespace Zkml.Hosting.Operations;

public enum Profile
{
    /// <summary>Keys are made at need, simulated devices are welcome.</summary>
    Demo,

    /// <summary>Nothing that is made at need, known to others, or simulated.</summary>
    Production,
}
