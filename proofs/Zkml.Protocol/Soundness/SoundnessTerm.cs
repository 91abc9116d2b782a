namespace Zkml.Protocol.Soundness;

/// <summary>One row of the soundness table: the chance that a false statement survives this step.</summary>
/// <param name="Step">Number of the protocol step (review, section 2).</param>
/// <param name="Name">What may go wrong.</param>
/// <param name="Formula">How the error is computed.</param>
/// <param name="Error">A probability.</param>
public sealed record SoundnessTerm(string Step, string Name, string Formula, double Error);
