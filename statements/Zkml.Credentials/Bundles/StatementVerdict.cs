namespace Zkml.Credentials;

/// <summary>What a statement's verifier found.</summary>
public sealed class StatementVerdict
{
    private StatementVerdict(ProvenFacts? facts, string? detail, IReadOnlyList<string> onTrust) => (Facts, Detail, OnTrust) = (facts, detail, onTrust);

    /// <summary>Null when the proof is refused.</summary>
    public ProvenFacts? Facts { get; }

    /// <summary>The statement's own reason when the proof is refused.</summary>
    public string? Detail { get; }

    /// <summary>What the proof rests on, in words for people.</summary>
    public IReadOnlyList<string> OnTrust { get; }

    public static StatementVerdict Accept(ProvenFacts facts, params IReadOnlyList<string> onTrust) => new(facts, null, onTrust);

    public static StatementVerdict Refuse(string detail) => new(null, detail, []);
}
