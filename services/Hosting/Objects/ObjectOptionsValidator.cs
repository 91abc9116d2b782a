using Microsoft.Extensions.Options;

namespace Zkml.Hosting.Objects;

internal sealed class ObjectOptionsValidator : IValidateOptions<ObjectOptions>
{
    public ValidateOptionsResult Validate(string? name, ObjectOptions options)
    {
        List<string> problems = options.Backend == ObjectBackend.S3 ? [.. Problems(options)] : [];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(ObjectOptions options)
    {
        if (options.S3Address is not { IsAbsoluteUri: true, PathAndQuery: "/", UserInfo: "" } address || !(address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback)))
        {
            yield return "Objects:S3Address must be https://host[:port], or http for a server on this machine.";
        }

        if (string.IsNullOrEmpty(options.S3Bucket))
        {
            yield return "Objects:S3Bucket is missing.";
        }

        if (string.IsNullOrEmpty(options.S3AccessKey))
        {
            yield return "Objects:S3AccessKey is missing.";
        }

        if (!File.Exists(options.S3SecretKeyFile))
        {
            yield return $"Objects:S3SecretKeyFile: the file '{options.S3SecretKeyFile}' does not exist.";
        }
    }
}
