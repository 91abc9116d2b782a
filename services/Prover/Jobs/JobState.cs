namespace Zkml.Prover.Jobs;

public enum JobState
{
    /// <summary>To be proved; a worker may be at it.</summary>
    Waiting,
    Completed,
    Rejected,
}
