namespace Zkml.Hosting.Operations;

/// <summary>What must not be so in production. Every rule is asked before the process starts, and all problems are named at once.</summary>
public interface IProductionRule
{
    /// <summary>One sentence for each problem, with the name of the setting.</summary>
    IEnumerable<string> Problems();
}
