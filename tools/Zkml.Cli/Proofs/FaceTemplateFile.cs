using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Fields;
using Zkml.Matching.Faces;
using Zkml.Networks;

namespace Zkml.Cli.Proofs;

/// <summary>Templates of faces as files. They are secret: they show a face to who has the model, and open its commitment.</summary>
internal static class FaceTemplateFile
{
    public static void Write(string path, PixelModel model, int[] values, KoalaBear[] blinding)
    {
        Interval interval = model.Network.Output.Interval;
        using var template = new FaceTemplate(model.Name, (int)interval.Min, (int)interval.Max, [.. values], RowHash.WriteDigest(blinding).ToArray());
        byte[] json = FaceTemplateJson.Write(template);
        try
        {
            OutputFile.Write(path, json, CaptureProofOptions.OwnerOnly);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(json);
        }
    }

    public static bool Recognises(string path)
    {
        byte[] json = InputFile.Read(path, FaceTemplateJson.MaxLength);
        bool recognised = FaceTemplateJson.Recognises(json);
        CryptographicOperations.ZeroMemory(json);
        return recognised;
    }

    /// <summary>The caller disposes both. They are of one model.</summary>
    public static (FaceTemplate First, FaceTemplate Second) ReadPair(string first, string second)
    {
        FaceTemplate a = Read(first), b = Read(second);
        return a.IsComparable(b) ? (a, b) : throw new UsageException("The templates are of two models: there is nothing to compare.");
    }

    public static KoalaBear[] Blinding(FaceTemplate template) => RowHash.TryReadDigest(new Bytes32(template.Opening), out KoalaBear[]? blinding)
        ? blinding
        : throw new UsageException("The opening of a template is not 8 field elements.");

    private static FaceTemplate Read(string path)
    {
        byte[] json = InputFile.Read(path, FaceTemplateJson.MaxLength);
        bool read = FaceTemplateJson.TryRead(json, out FaceTemplate? template, out string problem);
        CryptographicOperations.ZeroMemory(json);
        return read ? template! : throw new UsageException($"{path}: {problem}");
    }
}
