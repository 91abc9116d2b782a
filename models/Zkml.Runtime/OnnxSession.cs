using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Zkml.Runtime;

/// <summary>
/// A model inside ONNX Runtime, on the processor. By default without graph optimisation: then every node computes what its operator's definition says,
/// and integers can be compared with ours. One session may run on several threads.
/// </summary>
public sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;

    /// <summary>For weights and values of all sessions together, so that a small file with huge dimensions ends with a sentence and not with the machine.</summary>
    private const uint MaxMemory = 2u << 30;

    static OnnxSession()
    {
        OrtEnv.Instance().DisableTelemetryEvents();
        using var arena = new OrtArenaCfg(MaxMemory, -1, -1, -1);
        using var memory = new OrtMemoryInfo(OrtMemoryInfo.allocatorCPU, OrtAllocatorType.ArenaAllocator, 0, OrtMemType.Default);
        OrtEnv.Instance().CreateAndRegisterAllocator(memory, arena);
    }

    private OnnxSession(InferenceSession session) => _session = session;

    public ImmutableArray<string> Inputs => [.. _session.InputMetadata.Keys];

    public ImmutableArray<string> Outputs => [.. _session.OutputMetadata.Keys];

    /// <summary>Dimensions of an input; −1 where the model leaves them open.</summary>
    public ImmutableArray<int> DimensionsOf(string input) => [.. _session.InputMetadata[input].Dimensions];

    /// <summary>Opens the model; the sentence is the runtime's own when it refuses.</summary>
    public static bool TryOpen(byte[] model, bool optimised, out OnnxSession? session, out string problem)
    {
        try
        {
            session = Open(model, optimised);
            problem = string.Empty;
            return true;
        }
        catch (OnnxRuntimeException exception)
        {
            session = null;
            problem = $"ONNX Runtime does not take the model: {exception.Message}";
            return false;
        }
    }

    public static OnnxSession Open(byte[] model, bool optimised = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = optimised ? GraphOptimizationLevel.ORT_ENABLE_ALL : GraphOptimizationLevel.ORT_DISABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        options.AddSessionConfigEntry("session.use_env_allocators", "1");
        return new OnnxSession(new InferenceSession(model, options));
    }

    /// <summary>The model's outputs in their order, for a model with one input. The runtime's own copies of them are zeroed.</summary>
    public ImmutableArray<RuntimeTensor> Run(RuntimeTensor input) => Run(new Dictionary<string, RuntimeTensor> { [Inputs[0]] = input });

    public ImmutableArray<RuntimeTensor> Run(IReadOnlyDictionary<string, RuntimeTensor> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        NamedOnnxValue[] values = [.. inputs.Select(i => ToValue(i.Key, i.Value))];
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = _session.Run(values);
        return [.. results.Select(FromValue)];
    }

    public void Dispose() => _session.Dispose();

    private static NamedOnnxValue ToValue(string name, RuntimeTensor tensor) => tensor.ElementType switch
    {
        TypeCode.Single => ToValue<float>(name, tensor),
        TypeCode.SByte => ToValue<sbyte>(name, tensor),
        TypeCode.Byte => ToValue<byte>(name, tensor),
        TypeCode.Int16 => ToValue<short>(name, tensor),
        TypeCode.UInt16 => ToValue<ushort>(name, tensor),
        TypeCode.Int32 => ToValue<int>(name, tensor),
        TypeCode.Int64 => ToValue<long>(name, tensor),
        TypeCode.Boolean => ToValue<bool>(name, tensor),
        _ => throw new InvalidOperationException($"Tensors of {tensor.Data.GetType().Name} are not passed to the runtime."),
    };

    private static NamedOnnxValue ToValue<T>(string name, RuntimeTensor tensor) =>
        NamedOnnxValue.CreateFromTensor(name, new DenseTensor<T>((T[])tensor.Data, tensor.Dimensions.AsSpan()));

    private static RuntimeTensor FromValue(DisposableNamedOnnxValue value) => value.ElementType switch
    {
        TensorElementType.Float => FromValue(value.AsTensor<float>()),
        TensorElementType.Int8 => FromValue(value.AsTensor<sbyte>()),
        TensorElementType.UInt8 => FromValue(value.AsTensor<byte>()),
        TensorElementType.Int16 => FromValue(value.AsTensor<short>()),
        TensorElementType.UInt16 => FromValue(value.AsTensor<ushort>()),
        TensorElementType.Int32 => FromValue(value.AsTensor<int>()),
        TensorElementType.Int64 => FromValue(value.AsTensor<long>()),
        TensorElementType.Bool => FromValue(value.AsTensor<bool>()),
        _ => throw new NotSupportedException($"The model's output '{value.Name}' is of type {value.ElementType}."),
    };

    private static RuntimeTensor FromValue<T>(Tensor<T> tensor)
    {
        // Dense, in the runtime's memory: every tensor of numbers that it returns is.
        Span<T> values = ((DenseTensor<T>)tensor).Buffer.Span;
        var copy = new RuntimeTensor(ImmutableCollectionsMarshal.AsImmutableArray(tensor.Dimensions.ToArray()), values.ToArray());
        values.Clear();
        return copy;
    }
}
