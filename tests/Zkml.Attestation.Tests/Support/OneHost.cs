using Zkml.Attestation.Issuing;

namespace Zkml.Attestation.Tests.Support;

/// <summary>A host in which Alice and Bob are attested, for tests that only ask.</summary>
public sealed class OneHost : IAsyncLifetime
{
    internal AttestationHost Host { get; private set; } = null!;

    internal IssuedAttestation Alice { get; private set; } = null!;

    internal byte[] Bundle { get; private set; } = null!;

    internal string Credential { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await AttestationHost.StartAsync();
        Alice = await Host.AttestAsync(House.Alice);
        Bundle = await Host.Operator.GetByteArrayAsync($"/v1/attestations/{Alice.Id}/bundle");
        using var document = System.Text.Json.JsonDocument.Parse(await Host.Operator.GetStringAsync($"/v1/attestations/{Alice.Id}"));
        Credential = document.RootElement.GetProperty("credential").GetString()!;
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
