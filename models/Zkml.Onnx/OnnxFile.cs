using Google.Protobuf;
using Zkml.Onnx.Schema;

namespace Zkml.Onnx;

/// <summary>
/// Bytes of an ONNX file to its message and back, with limits that hold before anything is allocated: size, depth of nesting, and no data in
/// other files (a model is one file, because its SHA-256 is its name).
/// </summary>
public static class OnnxFile
{
    /// <summary>Files beyond this are refused: the largest network that the proof engine can take has far fewer weights.</summary>
    public const int MaxBytes = 256 << 20;

    /// <summary>A graph needs seven levels (model, graph, node, attribute, tensor, …); a file that nests deeper is hostile or has subgraphs.</summary>
    private const int MaxDepth = 16;

    /// <summary>Reads the file; false, with one sentence, when it is not an ONNX model that stands alone.</summary>
    public static bool TryLoad(string path, out ModelProto model, out string problem)
    {
        model = new ModelProto();
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            problem = $"The model file {path} does not exist.";
            return false;
        }

        if (file.Length > MaxBytes)
        {
            problem = $"The model file has {file.Length} bytes; at most {MaxBytes} are allowed.";
            return false;
        }

        return TryRead(File.ReadAllBytes(path), out model, out problem);
    }

    /// <summary>The same for bytes in memory.</summary>
    public static bool TryRead(byte[] bytes, out ModelProto model, out string problem)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        model = new ModelProto();
        if (bytes.Length > MaxBytes)
        {
            problem = $"The model has {bytes.Length} bytes; at most {MaxBytes} are allowed.";
            return false;
        }

        try
        {
            using var stream = new MemoryStream(bytes, writable: false);
            var input = CodedInputStream.CreateWithLimits(stream, MaxBytes, MaxDepth);
            model = ModelProto.Parser.WithDiscardUnknownFields(true).ParseFrom(input);
        }
        catch (InvalidProtocolBufferException)
        {
            problem = "The file is not an ONNX model, or it is cut off, or it is nested too deeply.";
            return false;
        }

        return StandsAlone(model, out problem);
    }

    /// <summary>Bytes of the model; equal messages give equal bytes.</summary>
    public static byte[] Write(ModelProto model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.ToByteArray();
    }

    private static bool StandsAlone(ModelProto model, out string problem)
    {
        problem = model.Graph is null ? "The file holds no graph: it is not an ONNX model."
            : model.Functions.Count > 0 ? $"The model defines its own function '{model.Functions[0].Name}'; such models are not supported."
            : model.Graph.SparseInitializer.Count > 0 ? "The model has sparse initialisers, which are not supported."
            : model.Graph.Initializer.FirstOrDefault(IsExternal) is { } tensor ? External(tensor)
            : model.Graph.Node.SelectMany(n => n.Attribute).FirstOrDefault(a => a.T is not null && IsExternal(a.T)) is { } a ? External(a.T)
            : string.Empty;
        return problem.Length == 0;
    }

    private static bool IsExternal(TensorProto tensor) =>
        tensor.DataLocation != TensorProto.Types.DataLocation.Default || tensor.ExternalData.Count > 0;

    private static string External(TensorProto tensor) => $"The tensor '{tensor.Name}' keeps its data in another file; a model must be one file.";
}
