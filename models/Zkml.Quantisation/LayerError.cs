namespace Zkml.Quantisation;

/// <summary>One activation, float against integers times their scale, over all inputs: cosine, and root mean square error over root mean square.</summary>
public sealed record LayerError(string Name, double Cosine, double RelativeError);
