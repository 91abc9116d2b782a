using System.ComponentModel.DataAnnotations;

namespace Zkml.Prover;

/// <summary>Section "Prover".</summary>
public sealed class ProverOptions
{
    public const string Section = "Prover";

    /// <summary>Proofs at a time in this process. Each keeps its memory: 0.2 to 0.5 GB for an iris with Poseidon2 digests, 1.2 to 1.9 GB with SHA-256.</summary>
    [Range(1, 64)]
    public int Concurrency { get; set; } = 1;

    /// <summary>Threads of one proof; 0: the machine's processors divided by the concurrency.</summary>
    [Range(0, 256)]
    public int Threads { get; set; }

    /// <summary>Proofs at a time need at most so many megabytes together, by estimate; one that needs more alone is not made here. 0: no limit.</summary>
    [Range(0, 1 << 20)]
    public int MemoryMegabytes { get; set; }

    /// <summary>The registry's trees have 2^N leaves.</summary>
    [Range(1, 26)]
    public int RegistryDepth { get; set; } = 20;

    /// <summary>A worker that has not renewed its lease for so long is taken for dead.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often to look for jobs that no message of this process announced: those of dead workers.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:10:00")]
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Attempts at one proof, by any worker, before it is rejected.</summary>
    [Range(1, 100)]
    public int Attempts { get; set; } = 5;

    /// <summary>How long a share of a template waits in the vault for its matcher.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan ShareLifetime { get; set; } = TimeSpan.FromHours(24);
}
