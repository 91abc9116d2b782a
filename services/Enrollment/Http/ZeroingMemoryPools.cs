using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Zkml.Enrollment.Http;

/// <summary>Makes the pools that the web server takes the buffers of its connections from: they hold captures on their way in.</summary>
internal sealed class ZeroingMemoryPools : IMemoryPoolFactory<byte>
{
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new ZeroingMemoryPool();
}
