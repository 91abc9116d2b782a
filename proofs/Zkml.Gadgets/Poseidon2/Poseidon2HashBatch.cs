using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Hashing;

/// <summary>
/// Sponge hashes of several kinds (<see cref="Poseidon2HashJob"/>) as one batch of permutations: their domains and lengths are public constants
/// of the first blocks, so they share all constraints, and a batch is padded once. Job after job; within a job of M messages the permutation
/// b·M + m is block b of message m.
/// </summary>
/// <remarks>
/// A message may contain digests of earlier jobs (trees): references go to earlier columns only, or within a job to the block before, so there
/// are no cycles, as <see cref="Poseidon2Gadget"/> demands.
/// </remarks>
public sealed class Poseidon2HashBatch
{
    private readonly int[] _starts;
    private View[]? _messages;

    private Poseidon2HashBatch(StatementBuilder builder, string name, IReadOnlyList<Poseidon2HashJob> jobs)
    {
        Jobs = jobs;
        _starts = new int[jobs.Count + 1];
        for (int job = 0; job < jobs.Count; job++)
        {
            if (!ReferenceEquals(jobs[job].Sponge.Permutation, jobs[0].Sponge.Permutation))
            {
                throw new ArgumentException("The hashes of a batch are made with one permutation.", nameof(jobs));
            }

            _starts[job + 1] = _starts[job] + jobs[job].Permutations;
        }

        Permutations = Poseidon2Gadget.Commit(builder, name, jobs[0].Sponge.Permutation, _starts[^1]);
    }

    public IReadOnlyList<Poseidon2HashJob> Jobs { get; }

    public Poseidon2Gadget Permutations { get; }

    /// <summary>Rate × columns of each job, as given to <see cref="Constrain"/>.</summary>
    internal IReadOnlyList<View> Messages => _messages!;

    private int Width => Permutations.Width;

    private int Rate => Jobs[0].Sponge.Rate;

    /// <summary>Declares the cells; <see cref="Constrain"/> must follow.</summary>
    public static Poseidon2HashBatch Commit(StatementBuilder builder, string name, params IReadOnlyList<Poseidon2HashJob> jobs) => new(builder, name, jobs);

    /// <summary>8 × M: the digests of a job.</summary>
    public View Digest(int job)
    {
        Poseidon2HashJob hashes = Jobs[job];
        return Permutations.Output.Then(
            AxisMap.Slice(Width, 0, Poseidon2Sponge.DigestLength),
            AxisMap.Slice(Permutations.Count, _starts[job + 1] - hashes.Count, hashes.Count));
    }

    /// <summary>The digests are those of these messages.</summary>
    /// <param name="messages">
    /// For every job rate × B·M, block b of message m in column b·M + m; zero behind the message's length. May read digests of earlier jobs.
    /// </param>
    public void Constrain(params View[] messages)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(messages.Length, Jobs.Count, nameof(messages));
        View input = View.Zero(Shape.Of(Width, Permutations.Count));
        for (int job = 0; job < messages.Length; job++)
        {
            if (!messages[job].Shape.Equals(Shape.Of(Rate, Jobs[job].Permutations)))
            {
                throw new ArgumentException($"Messages {job} have shape {messages[job].Shape}, not {Rate}×{Jobs[job].Permutations}.", nameof(messages));
            }

            input += Start(job) + Absorbed(job, messages[job]) + Carried(job);
        }

        _messages = messages;
        Permutations.Constrain(input);
    }

    /// <summary>The first column of a job.</summary>
    internal int FirstColumn(int job) => _starts[job];

    /// <summary>Domain and length, in the first blocks.</summary>
    private View Start(int job)
    {
        Coefficient[] initial = [.. Jobs[job].Sponge.InitialState(Jobs[job].Length).Select(e => (Coefficient)e)];
        return View.ConstantProduct(AxisMap.Weights(initial), AxisMap.Sparse(
            Permutations.Count, 1, [.. Enumerable.Range(0, Jobs[job].Count).Select(m => new AxisMap.Entry(_starts[job] + m, 0, 1))]));
    }

    private View Absorbed(int job, View message) => message.Then(
        AxisMap.Strided(Width, Rate, 1, 0), AxisMap.Strided(Permutations.Count, Jobs[job].Permutations, 1, -_starts[job]));

    /// <summary>A state moves on to the next block by a shift of M columns.</summary>
    private View Carried(int job)
    {
        int moved = Jobs[job].Permutations - Jobs[job].Count;
        return moved == 0
            ? View.Zero(Shape.Of(Width, Permutations.Count))
            : Permutations.Output
                .Then(AxisMap.Identity(Width), AxisMap.Slice(Permutations.Count, _starts[job], moved))
                .Then(AxisMap.Identity(Width), AxisMap.Strided(Permutations.Count, moved, 1, -_starts[job] - Jobs[job].Count));
    }
}
