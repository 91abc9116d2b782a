namespace Zkml.Hosting.Operations;

/// <summary>
/// `dotnet Zkml.Enrollment.dll health http://127.0.0.1:8080` asks a running process whether it is ready: for containers, whose images have no other program
/// that could ask.
/// </summary>
public static class HealthProbe
{
    private const string Word = "health";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The exit code when the process was started to ask; null when it is to serve.</summary>
    public static async Task<int?> RunAsync(string[] args) =>
        args is [Word, { } text] && Uri.TryCreate(text, UriKind.Absolute, out Uri? address) ? await IsReadyAsync(address) ? 0 : 1 : null;

    private static async Task<bool> IsReadyAsync(Uri address)
    {
        using HttpClient client = new() { Timeout = Patience };
        try
        {
            using HttpResponseMessage answer = await client.GetAsync(new Uri(address, "/health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
