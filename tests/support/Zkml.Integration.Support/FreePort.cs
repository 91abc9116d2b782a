using System.Net;
using System.Net.Sockets;

namespace Zkml.Integration.Support;

public static class FreePort
{
    /// <summary>A loopback port nobody listens on now. Someone else may take it before it is used; then the server fails to start, and says so.</summary>
    public static int Next()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static async Task<bool> AnswersAsync(int port)
    {
        using TcpClient client = new();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
