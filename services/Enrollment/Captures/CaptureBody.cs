using System.Security.Cryptography;

namespace Zkml.Enrollment.Captures;

/// <summary>The bytes of a request with a capture: at one place in memory, and zeroed there when disposed.</summary>
internal sealed class CaptureBody : IDisposable
{
    /// <summary>A normalised iris of 1024 columns has 147 728 bytes with its mask and manifest, a face of 112 × 112 pixels 37 904.</summary>
    public const int MaximumLength = 160 << 10;

    private readonly byte[] _bytes;

    private CaptureBody(int length) => _bytes = GC.AllocateUninitializedArray<byte>(length, pinned: true);

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <param name="request">Whose length is known, and at most the maximum.</param>
    /// <param name="cancel">Ends the wait.</param>
    public static async Task<CaptureBody> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.ContentLength!.Value, MaximumLength, nameof(request));
        var body = new CaptureBody((int)request.ContentLength.Value);
        try
        {
            await request.Body.ReadExactlyAsync(body._bytes, cancel);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);
}
