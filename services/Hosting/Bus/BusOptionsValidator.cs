using Microsoft.Extensions.Options;
using Zkml.Contracts;

namespace Zkml.Hosting.Bus;

internal sealed class BusOptionsValidator(IEnumerable<BusConsumer> consumers) : IValidateOptions<BusOptions>
{
    public ValidateOptionsResult Validate(string? name, BusOptions options)
    {
        List<string> problems = [.. Problems(options)];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> Problems(BusOptions options)
    {
        if (options.LongestRetryPause < options.RetryPause)
        {
            yield return "Bus:LongestRetryPause is shorter than Bus:RetryPause.";
        }

        if (options.Transport == BusTransport.InMemory)
        {
            yield break;
        }

        if (options.Broker is not { Scheme: "amqp" or "amqps", UserInfo: "" })
        {
            yield return "Bus:Broker must be amqp://host:port/virtual-host or amqps://…, without user and password.";
        }

        if (options.SigningKeys.Count == 0)
        {
            yield return "Bus:SigningKeys is empty: a service on a broker needs the private key it signs its messages with.";
        }

        foreach (Service publisher in consumers.Select(consumer => consumer.Message.Publisher).Distinct())
        {
            if (!options.TrustedKeys.TryGetValue(publisher, out string[]? keys) || keys.Length == 0)
            {
                yield return $"Bus:TrustedKeys:{publisher} is missing: this process receives its messages.";
            }
        }

        foreach (string file in Files(options).Where(file => !File.Exists(file)))
        {
            yield return $"The file '{file}', named in Bus, does not exist.";
        }
    }

    private static IEnumerable<string> Files(BusOptions options) =>
        [.. options.SigningKeys.Values, .. options.TrustedKeys.Values.SelectMany(keys => keys), .. options.PasswordFile is { } file ? new[] { file } : []];
}
