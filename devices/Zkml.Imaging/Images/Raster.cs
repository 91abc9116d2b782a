using System.Security.Cryptography;

namespace Zkml.Imaging;

/// <summary>Owner of pixels, eight bits a channel, row after row; they are zeroed when it is disposed of.</summary>
public abstract class Raster : IDisposable
{
    /// <summary>The longest side.</summary>
    public const int MaxSide = 4096;

    // Pinned, so that the collector leaves no copies behind.
    private readonly byte[] _pixels;
    private bool _disposed;

    private protected Raster(int width, int height, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, MaxSide);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, MaxSide);
        (Width, Height, Channels) = (width, height, channels);
        _pixels = GC.AllocateArray<byte>(width * height * channels, pinned: true);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Bytes of a pixel.</summary>
    public int Channels { get; }

    public Memory<byte> Memory
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _pixels;
        }
    }

    public Span<byte> Pixels => Memory.Span;

    public Span<byte> Row(int y) => Pixels.Slice(y * Width * Channels, Width * Channels);

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_pixels);
        _disposed = true;
        GC.SuppressFinalize(this);
    }

    /// <summary>Pixels are nobody's to print.</summary>
    public sealed override string ToString() => GetType().Name;
}
