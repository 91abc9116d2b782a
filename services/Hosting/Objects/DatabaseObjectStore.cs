using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Zkml.Hosting.Objects;

internal sealed class DatabaseObjectStore(IServiceScopeFactory scopes) : IObjectStore
{
    public async Task PutAsync(ObjectKind kind, Guid id, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        ObjectsDb db = scope.ServiceProvider.GetRequiredService<ObjectsDb>();
        byte[] body = bytes.ToArray();
        int added = await db.Database.ExecuteSqlAsync(
            $"INSERT INTO objects (kind, id, size, body) VALUES ({kind.ToString()}, {id}, {(long)body.Length}, {body}) ON CONFLICT DO NOTHING", cancel);
        if (added == 0 && !await db.Objects.AnyAsync(stored => stored.Kind == kind && stored.Id == id && stored.Body == body, cancel))
        {
            throw new InvalidOperationException($"Other bytes are stored as {kind} {id}.");
        }
    }

    public async Task<byte[]?> GetAsync(ObjectKind kind, Guid id, long largest, CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ObjectsDb>().Objects
            .Where(stored => stored.Kind == kind && stored.Id == id && stored.Size <= largest)
            .Select(stored => stored.Body)
            .SingleOrDefaultAsync(cancel);
    }

    public async Task DeleteAsync(ObjectKind kind, Guid id, CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ObjectsDb>().Objects
            .Where(stored => stored.Kind == kind && stored.Id == id)
            .ExecuteDeleteAsync(cancel);
    }
}
