namespace Zkml.Onnx;

/// <summary>Where a QLinear operator keeps the scales of its inputs and output.</summary>
internal readonly record struct QLinearInputs(int ScaleA, int ScaleB, int ScaleY, int ZeroY);
