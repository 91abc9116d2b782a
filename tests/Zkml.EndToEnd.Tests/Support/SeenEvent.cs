namespace Zkml.EndToEnd.Tests.Support;

/// <summary>A message as the broker delivered it.</summary>
/// <param name="Name">Of the exchange.</param>
internal sealed record SeenEvent(string Name, Guid Id, Guid? Capture, byte[] Body, IDictionary<string, object?> Headers);
