namespace Zkml.Credentials;

/// <summary>Where the status of a credential stands. Every credential has an entry of its own, or its status would link it to others.</summary>
/// <param name="Uri">Of the status list; an https address.</param>
/// <param name="Index">Of the entry, from 0.</param>
public sealed record StatusReference(string Uri, long Index);
