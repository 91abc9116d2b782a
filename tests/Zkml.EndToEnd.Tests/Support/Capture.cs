using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Zkml.Device;

namespace Zkml.EndToEnd.Tests.Support;

/// <summary>A capture that Enrollment has accepted, followed from outside.</summary>
/// <param name="Id">Of the capture.</param>
/// <param name="Eye">Whose it is: one of the same number is of the same eye.</param>
internal sealed record Capture(Guid Id, int Eye)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Tries until it is accepted: a service that is away takes nothing, and forgets nothing.</summary>
    public static Task<Capture> SubmitAsync(House house, SimulatedDevice device, int eye) => SubmitAsync(house, device, eye, Sightings.Eye(eye));

    /// <summary>The same of what is given.</summary>
    public static async Task<Capture> SubmitAsync(House house, SimulatedDevice device, int eye, Sighting seen)
    {
        byte[]? file = null;
        return await TryAsync(async () =>
        {
            file ??= device.Capture(await SimulatedDevice.ChallengeAsync(house.Enrollment.Device), seen);
            using HttpResponseMessage answer = await SimulatedDevice.SubmitAsync(house.Enrollment.Device, file, device.Id.ToString());
            return answer.StatusCode switch
            {
                HttpStatusCode.Accepted => new Capture((await answer.JsonAsync(202)).GetProperty("id").GetGuid(), eye),
                HttpStatusCode.ServiceUnavailable => null,
                _ => throw new InvalidOperationException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}"),
            };
        });
    }

    /// <summary>Its state once that will not change by itself any more, and its attestation if there is one.</summary>
    public Task<Ending> EndAsync(House house) => TryAsync(async () =>
    {
        using HttpResponseMessage answer = await house.Enrollment.Device.GetAsync($"/v1/captures/{Id}");
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            return null;
        }

        JsonElement document = await answer.JsonAsync();
        string state = document.GetProperty("state").GetString()!;
        return state is "accepted" or "proving" or "proven" ? null
            : new Ending(this, state, document.GetProperty("attestationId") is { ValueKind: JsonValueKind.String } id ? id.GetGuid() : null);
    });

    /// <summary>The bundle of an attested capture, as its holder gets it.</summary>
    public static Task<byte[]> BundleAsync(House house, Guid attestation) =>
        TryAsync(async () => (byte[]?)await house.Attestation.Operator.GetByteArrayAsync($"/v1/attestations/{attestation}/bundle"));

    private static async Task<T> TryAsync<T>(Func<Task<T?>> attempt)
        where T : class
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if (await attempt() is { } done)
                {
                    return done;
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                // The service is away for the moment.
            }

            Assert.True(watch.Elapsed < Patience, "It did not happen in time.");
            await Task.Delay(100);
        }
    }
}
