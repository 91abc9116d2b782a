namespace Zkml.Hosting.Objects;

/// <summary>Bytes too large for a message or a row. Written once; what is private is sealed before it comes here.</summary>
public interface IObjectStore
{
    /// <summary>Returns when the bytes are on disk. The same bytes again are no error.</summary>
    /// <exception cref="InvalidOperationException">Other bytes are stored under this id.</exception>
    Task PutAsync(ObjectKind kind, Guid id, ReadOnlyMemory<byte> bytes, CancellationToken cancel);

    /// <summary>Null when there is no such object, or one larger than <paramref name="largest"/>.</summary>
    Task<byte[]?> GetAsync(ObjectKind kind, Guid id, long largest, CancellationToken cancel);

    /// <summary>Afterwards it is gone; it need not have been there.</summary>
    Task DeleteAsync(ObjectKind kind, Guid id, CancellationToken cancel);
}
