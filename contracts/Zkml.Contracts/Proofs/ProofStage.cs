using System.Text.Json.Serialization;

namespace Zkml.Contracts;

/// <summary>In the order in which they are reached.</summary>
[JsonConverter(typeof(CodeJsonConverter<ProofStage>))]
public enum ProofStage
{
    Opening,
    Proving,
    Checking,
    Storing,
}
