namespace Zkml.EndToEnd.Tests.Support;

/// <summary>What became of a capture.</summary>
/// <param name="State">As Enrollment names it.</param>
internal sealed record Ending(Capture Capture, string State, Guid? Attestation);
