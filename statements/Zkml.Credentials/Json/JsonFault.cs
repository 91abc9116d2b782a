namespace Zkml.Credentials.Json;

/// <summary>What is wrong with a JSON text.</summary>
internal enum JsonFault
{
    None,
    Malformed,

    /// <summary>A member's name occurs twice: readers differ in which one they take.</summary>
    DuplicateMember,
    TooDeep,
}
