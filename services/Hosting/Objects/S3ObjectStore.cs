using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Options;

namespace Zkml.Hosting.Objects;

/// <summary>A bucket of any server that speaks S3, with signature version 4 and the bucket in the path. "kind/id" is the key.</summary>
internal sealed class S3ObjectStore(IOptions<ObjectOptions> options) : IObjectStore, IDisposable
{
    private readonly AmazonS3Client _client = Client(options.Value);

    /// <summary>Written only if there is nothing (RFC 9110, 13.1.2), which the server decides: of writers at the same time one wins.</summary>
    public Task PutAsync(ObjectKind kind, Guid id, ReadOnlyMemory<byte> bytes, CancellationToken cancel) => AskAsync(async () =>
    {
        using MemoryStream body = new(bytes.ToArray());
        PutObjectRequest request = new() { BucketName = options.Value.S3Bucket, Key = KeyOf(kind, id), InputStream = body, IfNoneMatch = "*", UseChunkEncoding = false };
        try
        {
            await _client.PutObjectAsync(request, cancel);
        }
        catch (AmazonS3Exception there) when (there.StatusCode is HttpStatusCode.PreconditionFailed)
        {
            if (await ReadAsync(kind, id, bytes.Length, cancel) is not { } stored || !bytes.Span.SequenceEqual(stored))
            {
                throw new InvalidOperationException($"Other bytes are stored as {kind} {id}.", there);
            }
        }

        return true;
    });

    public Task<byte[]?> GetAsync(ObjectKind kind, Guid id, long largest, CancellationToken cancel) => AskAsync(() => ReadAsync(kind, id, largest, cancel));

    public Task DeleteAsync(ObjectKind kind, Guid id, CancellationToken cancel) =>
        AskAsync(() => _client.DeleteObjectAsync(options.Value.S3Bucket, KeyOf(kind, id), cancel));

    public void Dispose() => _client.Dispose();

    private async Task<byte[]?> ReadAsync(ObjectKind kind, Guid id, long largest, CancellationToken cancel)
    {
        try
        {
            using GetObjectResponse answer = await _client.GetObjectAsync(options.Value.S3Bucket, KeyOf(kind, id), cancel);
            if (answer.ContentLength > largest)
            {
                return null;
            }

            byte[] bytes = new byte[answer.ContentLength];
            await answer.ResponseStream.ReadExactlyAsync(bytes, cancel);
            return bytes;
        }
        catch (AmazonS3Exception nothing) when (nothing.ErrorCode == "NoSuchKey")
        {
            return null;
        }
    }

    /// <summary>A server that is away or overloaded is an outage, as a disk is; the text of its answer is nobody's to log.</summary>
    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (AmazonServiceException away) when (away.StatusCode is 0 or HttpStatusCode.TooManyRequests or HttpStatusCode.Conflict or >= HttpStatusCode.InternalServerError)
        {
            throw new IOException("The object store is away.", away);
        }
    }

    private static string KeyOf(ObjectKind kind, Guid id) => $"{(kind == ObjectKind.Proof ? "proofs" : "sealed")}/{id:N}";

    private static AmazonS3Client Client(ObjectOptions options) => new(
        new BasicAWSCredentials(options.S3AccessKey, File.ReadAllText(options.S3SecretKeyFile!).Trim()),
        new AmazonS3Config
        {
            ServiceURL = options.S3Address!.AbsoluteUri,
            AuthenticationRegion = options.S3Region,
            ForcePathStyle = true,
            // The newer checksums are not known to every server; the signature covers the body, and what is sealed is authenticated besides.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });
}
