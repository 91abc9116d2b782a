using System.Collections.Immutable;
using System.Security.Cryptography;
using Zkml.Matching.Templates;
using Zkml.Models.Iris;

namespace Zkml.Runtime.Iris;

/// <summary>
/// The published model file in ONNX Runtime, for devices and provers: the same bits as <see cref="IrisCode"/>. Pixels and template are zeroed where this class
/// has them; between its nodes the runtime keeps values in memory of its own until it uses that again. One runner may run on several threads.
/// </summary>
public sealed class IrisModelRunner : IDisposable
{
    private readonly OnnxSession _session;
    private readonly int _width;

    private IrisModelRunner(OnnxSession session, int width) => (_session, _width) = (session, width);

    /// <summary>Opens the published file, if it is the one with the model's id.</summary>
    public static IrisModelRunner Open(int width, MaskRule rule)
    {
        byte[] file = IrisModel.File(width, rule);
        return Convert.ToHexStringLower(SHA256.HashData(file)) == IrisModel.Id(width, rule)
            ? new IrisModelRunner(OnnxSession.Open(file), width)
            : throw new InvalidOperationException($"{IrisModel.FileName(width, rule)} is not the model with its id.");
    }

    /// <param name="pixels">128 rows of width pixels.</param>
    /// <param name="mask">128 rows of width bytes, 0 or 1.</param>
    public IrisTemplate Run(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> mask)
    {
        byte[] image = Copy(pixels), valid = Copy(mask);
        ImmutableArray<RuntimeTensor> outputs = _session.Run(new Dictionary<string, RuntimeTensor>
        {
            ["image"] = RuntimeTensor.Of(image, ProbeGrid.ImageRows, _width),
            ["mask"] = RuntimeTensor.Of(valid, ProbeGrid.ImageRows, _width),
        });
        byte[] code = (byte[])outputs[0].Data, codeMask = (byte[])outputs[1].Data;
        IrisTemplate template = IrisTemplate.OfBits(code, codeMask);
        foreach (byte[] secret in (byte[][])[image, valid, code, codeMask])
        {
            CryptographicOperations.ZeroMemory(secret);
        }

        return template;
    }

    public void Dispose() => _session.Dispose();

    private byte[] Copy(ReadOnlySpan<byte> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, ProbeGrid.ImageRows * _width, nameof(values));
        return values.ToArray();
    }
}
