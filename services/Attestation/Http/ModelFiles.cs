using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Zkml.Contracts;
using Zkml.FaceModels;

namespace Zkml.Attestation.Http;

/// <summary>Model files by their digests. They are read once, when the first one is asked for; no path comes from a request.</summary>
internal sealed class ModelFiles(IOptions<AttestationOptions> options, IOptions<ModelOptions> faces)
{
    private readonly Lazy<Dictionary<Digest, string>> _files = new(() => Read([options.Value.ModelFolder, faces.Value.Directory]));

    public string? Find(Digest digest) => _files.Value.GetValueOrDefault(digest);

    private static Dictionary<Digest, string> Read(string?[] folders)
    {
        var files = new Dictionary<Digest, string>();
        foreach (string path in folders.Where(Directory.Exists).SelectMany(folder => Directory.GetFiles(folder!, "*.onnx")))
        {
            using FileStream file = File.OpenRead(path);
            files[new Digest(SHA256.HashData(file))] = Path.GetFullPath(path);
        }

        return files;
    }
}
